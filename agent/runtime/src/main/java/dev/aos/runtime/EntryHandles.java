package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/**
 * An entry's paths, resolved; all take the entry's receiver and arguments as one array.
 *
 * @param self the method itself, {@code (Object[])void}
 * @param waiting {@code (Object[])void}
 * @param error {@code (Object[],Throwable)void}
 * @param reading {@code (Object[])boolean}
 * @param pause {@code (Object[])void}
 * @param putBack {@code (Object[])void}
 * @param putsBack whether there is anything to put back
 * @param resumeReading {@code (Object[])void}
 */
record EntryHandles(
    MethodHandle self,
    MethodHandle waiting,
    MethodHandle error,
    MethodHandle reading,
    MethodHandle pause,
    MethodHandle putBack,
    boolean putsBack,
    MethodHandle resumeReading) {}
