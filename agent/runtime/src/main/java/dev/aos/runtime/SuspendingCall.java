package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A site whose handler suspends while the call runs. */
final class SuspendingCall extends LinkedCall {

  SuspendingCall(Site site, MethodHandle target, Optional<Class<?>> staticOwner) {
    super(site, target, staticOwner);
  }

  @Override
  boolean mayDispatch() {
    Loop loop = Loop.current();
    if (loop == null) {
      return direct(
          Workers.isCurrent()
              ? DirectReason.ON_WORKER
              : Capabilities.suspends() ? DirectReason.OFF_LOOP : DirectReason.CANNOT_SUSPEND);
    }
    if (!Switch.isOn()) {
      return direct(DirectReason.SWITCHED_OFF);
    }
    if (loop.active() == null) {
      return direct(DirectReason.NO_ENTRY);
    }
    if (loop.isPinned()) {
      return direct(DirectReason.OTHER_LANE);
    }
    if (site().settings().whenFull() == WhenFull.RUN_HERE && !pool().hasRoom()) {
      return direct(DirectReason.QUEUE_FULL);
    }
    // The dearest question last.
    return nothingHeld(true);
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    refuseIfFull();
    Activation activation = Loop.current().active();
    OffloadedCall call = call(arguments, activation);
    if (!activation.await(call)) {
      return runHere(arguments, DirectReason.REFUSED);
    }
    return call.result();
  }
}
