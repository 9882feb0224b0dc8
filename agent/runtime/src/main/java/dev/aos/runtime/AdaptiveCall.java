package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/**
 * A site whose calls run on the loop as long as they are quick, and else as those of any suspending
 * site ({@code dispatch: adaptive}). A quick call asks none of the questions about what is held: it
 * runs where it stands.
 */
final class AdaptiveCall extends LinkedCall {

  private final SuspendingCall dispatched;
  private final Quickness quickness;

  /**
   * @param dispatched the same site without this
   * @param quickness how long its calls take
   */
  AdaptiveCall(SuspendingCall dispatched, Quickness quickness) {
    super(dispatched);
    this.dispatched = dispatched;
    this.quickness = quickness;
  }

  @Override
  MethodHandle directly(MethodHandle original) {
    return dispatched.directly(original);
  }

  @Override
  boolean everDispatches() {
    return dispatched.everDispatches();
  }

  @Override
  boolean mayDispatch() {
    if (quickness.isQuick()) {
      Loop loop = Loop.current();
      if (loop != null && loop.active() != null && Switch.isOn()) {
        // Decided once: dispatch() must not find another answer, and suspend unasked.
        loop.chooseToRun();
        return true;
      }
    }
    return dispatched.mayDispatch();
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    if (!Loop.current().hasChosenToRun()) {
      return dispatched.dispatch(arguments);
    }
    dispatched.awaitReceiver(arguments);
    long start = System.nanoTime();
    try {
      return runHere(arguments, DirectReason.QUICK);
    } finally {
      long end = System.nanoTime();
      quickness.ranOnLoop(end - start, end);
    }
  }
}
