package dev.aos.benchmarks.micro;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * The few places of the agent's runtime that are measured by themselves. They are not public: when
 * the runtime changes, the names here follow, and {@code BenchmarksIT} says so.
 *
 * <p>The handles are constants of this class, so that the JIT inlines through them.
 */
final class AgentRuntime {
  private static final MethodHandle HELD =
      method("Guard", "held", boolean.class)
          .asType(MethodType.methodType(Object.class, boolean.class));
  private static final Object NOTHING = constant("Holding", "NOTHING");
  private static final MethodHandle CREATE = method("Continuations", "create", Runnable.class);
  private static final MethodHandle RUN = method("Continuations", "run", Object.class);
  private static final MethodHandle YIELD = method("Continuations", "yield");

  private AgentRuntime() {}

  /** Whether the guard says that this thread holds nothing. */
  static boolean nothingHeld() {
    try {
      return (Object) HELD.invokeExact(true) == NOTHING;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Object createContinuation(Runnable body) throws Throwable {
    return (Object) CREATE.invokeExact(body);
  }

  static void runContinuation(Object continuation) throws Throwable {
    RUN.invokeExact(continuation);
  }

  static boolean yieldContinuation() throws Throwable {
    return (boolean) YIELD.invokeExact();
  }

  private static Object constant(String type, String name) {
    try {
      Field field = Class.forName("dev.aos.runtime." + type, true, null).getDeclaredField(name);
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(
          "needs the agent, and " + type + "." + name + " in its runtime", changed);
    }
  }

  private static MethodHandle method(String type, String name, Class<?>... parameters) {
    try {
      Method method =
          Class.forName("dev.aos.runtime." + type, true, null).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(
          "needs the agent, and " + type + "." + name + " in its runtime", changed);
    }
  }
}
