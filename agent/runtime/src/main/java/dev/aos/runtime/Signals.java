package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Turns callbacks into what a path's method takes. */
final class Signals {

  private static final MethodHandle AS;

  static {
    try {
      AS =
          MethodHandles.lookup()
              .findVirtual(Signal.class, "as", MethodType.methodType(Object.class, Class.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private Signals() {
    // no instances
  }

  /** {@code (Signal)I} for an interface. */
  static MethodHandle into(Class<?> type) {
    return MethodHandles.insertArguments(AS, 1, type)
        .asType(MethodType.methodType(type, Signal.class));
  }
}
