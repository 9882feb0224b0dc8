package dev.aos.runtime;

/**
 * A call that is dispatched not before its result is needed, for it has to wait for its turn, for
 * room in the queue or for its loop's limit, and its handler can do that only there.
 */
final class LateCall extends Pending {

  private final LinkedCall call;
  private final Object[] arguments;

  /**
   * @param before the call begun before this one
   * @param call dispatches and awaits it
   * @param arguments its receiver and arguments
   */
  LateCall(Pending before, LinkedCall call, Object[] arguments) {
    super(before);
    this.call = call;
    this.arguments = arguments;
  }

  @Override
  Object end() throws Throwable {
    return call.dispatch(arguments);
  }

  @Override
  void abandon() {
    // It has not begun.
  }
}
