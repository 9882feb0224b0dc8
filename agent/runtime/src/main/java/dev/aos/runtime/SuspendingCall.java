package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/** A site whose handler suspends while the call runs. */
final class SuspendingCall extends LinkedCall {

  SuspendingCall(Site site, MethodHandle target, ClassLoader loader) {
    super(site, target, loader);
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
    if (site().settings().whenFull() == WhenFull.RUN_HERE && !pool().hasRoom()) {
      return direct(DirectReason.QUEUE_FULL);
    }
    // The dearest question last.
    return HeldMonitors.any() ? direct(DirectReason.MONITOR_HELD) : true;
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    refuseIfFull();
    Activation activation = Loop.current().active();
    OffloadedCall call = call(arguments, activation);
    boolean waitsForRoom = !pool().hasRoom();
    if (!activation.await(call)) {
      return runHere(arguments, DirectReason.REFUSED);
    }
    site().countSuspension();
    if (waitsForRoom) {
      site().countWaitForRoom();
    }
    return call.result();
  }
}
