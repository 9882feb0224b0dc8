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

  /** The call that the handler waits for, which has its state. */
  private OffloadedCall call;

  /**
   * @param found the thread's state when the handler was entered
   */
  CarriedState(ThreadState found) {
    this.found = found;
    this.outer = found;
  }

  /** Right after the handler has left the stack, before anything else is done. */
  void leave(OffloadedCall awaited) {
    Carrier[] list = Carriers.usable();
    ThreadState own = ThreadState.of(list);
    outer.install(own, list);
    awaited.lend(own);
    call = awaited;
  }

  /** Right before the handler is put back onto the stack. */
  void comeBack() {
    Carrier[] list = Carriers.usable();
    outer = ThreadState.of(list);
    call.state().install(outer, list);
    call = null;
  }

  /** Right after the handler has ended. */
  void end() {
    Carrier[] list = Carriers.usable();
    ThreadState last = ThreadState.of(list);
    last.after(found, outer, list).install(last, list);
  }
}
