package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/**
 * A call in the form in which workers run it. It is made by the first that needs it, a worker as a
 * rule: for a descriptor that is new to the JVM that takes as long as linking the call site does,
 * and the loop need not wait for it.
 */
final class SpreadCall {

  private final MethodHandle direct;
  private volatile MethodHandle handle;

  /**
   * @param direct the call itself, of fixed arity
   */
  SpreadCall(MethodHandle direct) {
    this.direct = direct;
  }

  /** The call as {@code (Object[])Object}. */
  MethodHandle handle() {
    MethodHandle made = handle;
    if (made == null) {
      made = Linker.spread(direct, Object.class);
      handle = made;
    }
    return made;
  }
}
