package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A site whose handler suspends while the call runs. */
final class SuspendingCall extends LinkedCall {

  private final SiteOrder order;

  SuspendingCall(Site site, SpreadCall target, Optional<Class<?>> initialized) {
    super(site, target, initialized);
    this.order = new SiteOrder(site);
  }

  /** How its calls are ordered. */
  SiteOrder order() {
    return order;
  }

  @Override
  MethodHandle directly(MethodHandle original) {
    return order.behindOthers(original);
  }

  @Override
  boolean everDispatches() {
    return Capabilities.suspends();
  }

  @Override
  boolean waitsWithoutWorker() {
    return everDispatches() && !site().settings().policy().waits().isEmpty();
  }

  @Override
  boolean mayDispatch() {
    if (!mayLeaveStack()) {
      return false;
    }
    if (site().settings().whenFull() == WhenFull.RUN_HERE && !pool().hasRoom()) {
      return direct(DirectReason.QUEUE_FULL);
    }
    // The dearest question last.
    return nothingHeld(true);
  }

  /**
   * Whether this thread runs a handler that can be suspended, but for what it holds; if not, the
   * reason has been counted.
   */
  boolean mayLeaveStack() {
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
    return !loop.isPinned() || direct(DirectReason.OTHER_LANE);
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    refuseIfFull();
    Loop loop = Loop.current();
    Activation activation = loop.active();
    if (!activation.takeTurn(site().settings().laneWidth())) {
      return runRefused(arguments);
    }
    OffloadedCall call = call(arguments, activation);
    Turn turn = order.turn(loop.sequences(), call, arguments);
    if (turn != null) {
      call.setTurn(turn);
    }
    boolean suspended;
    try {
      suspended = activation.await(call);
    } finally {
      call.stopLimit();
      if (turn != null) {
        turn.leave();
      }
    }
    return suspended ? call.result() : runRefused(arguments);
  }

  /** Before a call that runs here after all. */
  void awaitReceiver(Object[] arguments) {
    order.awaitReceiver(arguments.length == 0 ? null : arguments[0]);
  }

  private Object runRefused(Object[] arguments) throws Throwable {
    awaitReceiver(arguments);
    return runHere(arguments, DirectReason.REFUSED);
  }
}
