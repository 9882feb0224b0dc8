package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/**
 * An entry's paths, resolved; all take the entry's receiver and arguments as one array, and those
 * that are used after the event itself the lane's key before it. Null where the definition says
 * nothing: there is nothing to call then.
 *
 * @param self the method itself, {@code (Object[])Object}
 * @param waiting {@code (Object[])void}
 * @param error {@code (Object,Object[],Throwable)void}
 * @param result {@code (Object[])Object}
 * @param handler {@code (Object[])Object}
 * @param reading {@code (Object,Object[])boolean}
 * @param pause {@code (Object,Object[])void}
 * @param putBack {@code (Object,Object[])void}
 * @param resumeReading {@code (Object,Object[])void}
 */
record EntryHandles(
    MethodHandle self,
    MethodHandle waiting,
    MethodHandle error,
    MethodHandle result,
    MethodHandle handler,
    MethodHandle reading,
    MethodHandle pause,
    MethodHandle putBack,
    MethodHandle resumeReading) {

  /** Whether the source can be paused and put back. */
  boolean pausable() {
    return reading != null && pause != null && resumeReading != null;
  }
}
