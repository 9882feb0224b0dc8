package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** {@code Thread.isVirtual()}, which JDK 17 does not have. */
final class VirtualThreads {

  private static final MethodHandle IS_VIRTUAL = find();

  private VirtualThreads() {
    // no instances
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException before21) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }

  /** Whether this thread is virtual. */
  static boolean isCurrent() {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }
}
