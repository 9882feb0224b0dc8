package dev.aos.runtime;

/**
 * The thread state of one handler that is suspended at times. Between its stretches the loop's
 * thread looks as if the handler had never been there; while a call runs the state is on the
 * worker. All but the worker's part is done on the loop's thread.
 */
final class CarriedState {

  /** What the handler found when it was entered. */
  private final ThreadState found;

  /** What the thread had before the present stretch. */
  private ThreadState outer;

  /** What the handler had when it was suspended; null while it runs. */
  private ThreadState own;

  /**
   * @param found the thread's state when the handler was entered
   */
  CarriedState(ThreadState found) {
    this.found = found;
    this.outer = found;
  }

  /** Right after the handler has left the stack, before anything else is done. */
  void leave(Suspension awaited) {
    Carrier[] list = Carriers.usable();
    own = ThreadState.of(list);
    outer.install(own, list);
    if (awaited instanceof OffloadedCall) {
      ((OffloadedCall) awaited).lend(own);
    }
  }

  /**
   * Right before the handler is put back onto the stack.
   *
   * @param from what it has waited for: a call gives back what its callee has made of the state
   * @param interruptsAreHandlers whether an interrupt that the thread has by now is the handler's
   */
  void comeBack(Suspension from, boolean interruptsAreHandlers) {
    Carrier[] list = Carriers.usable();
    ThreadState present = ThreadState.of(list);
    outer = interruptsAreHandlers ? present.withoutInterrupt() : present;
    ThreadState state = from instanceof OffloadedCall ? ((OffloadedCall) from).state() : own;
    state.install(present, list);
    own = null;
    if (outer != present) {
      Thread.currentThread().interrupt();
    }
  }

  /** Right after the handler has ended. */
  void end() {
    Carrier[] list = Carriers.usable();
    ThreadState last = ThreadState.of(list);
    last.after(found, outer, list).install(last, list);
  }
}
