package dev.aos.runtime;

/**
 * What stands for the result of a call that was begun ahead of the place where its result is
 * needed. Those of one stretch of code hang together in the order of the program: whoever awaits
 * one awaits all before it first, so the first of them that fails is the one whose exception is
 * thrown, and those behind it are forgotten. For one thread.
 */
abstract class Pending {

  private final Pending before;
  private Pending after;
  private Object result;
  private boolean settled;

  /**
   * @param before the call begun before this one; null if there is none
   */
  Pending(Pending before) {
    this.before = before;
    if (before != null) {
      before.after = this;
    }
  }

  /** Waits until the call has ended, and gives its result or throws what it threw. */
  abstract Object end() throws Throwable;

  /** Whether it is known already that the call gives a result. */
  boolean returned() {
    return false;
  }

  /** The same of this and all calls before it. */
  final boolean hasReturned() {
    for (Pending call = this; call != null; call = call.before) {
      if (!call.returned()) {
        return false;
      }
    }
    return true;
  }

  /** Nobody is going to ask for the result. */
  abstract void abandon();

  /**
   * The result.
   *
   * @throws Throwable what the first one of this and all calls before it threw
   */
  final Object await() throws Throwable {
    settleAll();
    return result;
  }

  /**
   * Waits for this and all calls before it.
   *
   * @throws Throwable what the first one of them threw
   */
  final void settleAll() throws Throwable {
    Pending next = this;
    while (next.before != null && !next.before.settled) {
      next = next.before;
    }
    while (next != this) {
      next.settle();
      next = next.after;
    }
    settle();
  }

  private void settle() throws Throwable {
    if (settled) {
      return;
    }
    settled = true;
    try {
      result = end();
    } catch (Throwable failed) {
      // In the order of the program they were never made.
      for (Pending forgotten = after; forgotten != null; forgotten = forgotten.after) {
        forgotten.abandon();
      }
      throw failed;
    }
  }
}
