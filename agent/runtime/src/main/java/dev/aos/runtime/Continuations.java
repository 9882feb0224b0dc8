package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * {@code jdk.internal.vm.Continuation}, reached by method handles so that this class compiles and
 * loads on JDK 17. The package must have been exported to the boot loader's unnamed module before
 * this class is initialised.
 *
 * <p>The handles are constants, so the JIT inlines through them.
 */
final class Continuations {

  private static final MethodHandle CREATE;
  private static final MethodHandle RUN;
  private static final MethodHandle YIELD;
  private static final MethodHandle IS_DONE;

  /** Null where the JDK does not offer it. */
  private static final MethodHandle STACK;

  /** Why continuations can't be used here; empty if they can. */
  private static final String OBSTACLE;

  static {
    MethodHandle create = null;
    MethodHandle run = null;
    MethodHandle yield = null;
    MethodHandle isDone = null;
    MethodHandle stack = null;
    String obstacle = "";
    try {
      Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope", true, null);
      Class<?> type = Class.forName("jdk.internal.vm.Continuation", true, null);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Object scope =
          lookup
              .findConstructor(scopeType, MethodType.methodType(void.class, String.class))
              .invoke("aos");
      create =
          MethodHandles.insertArguments(
                  lookup.findConstructor(
                      type, MethodType.methodType(void.class, scopeType, Runnable.class)),
                  0,
                  scope)
              .asType(MethodType.methodType(Object.class, Runnable.class));
      run =
          lookup
              .findVirtual(type, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      yield =
          MethodHandles.insertArguments(
              lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType)),
              0,
              scope);
      isDone =
          lookup
              .findVirtual(type, "isDone", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      stack = stack(lookup, type);
    } catch (Throwable unavailable) {
      // Missing class (17..20), -XX:-VMContinuations, an unsupported CPU, a changed signature.
      obstacle = unavailable.toString();
    }
    CREATE = create;
    RUN = run;
    YIELD = yield;
    IS_DONE = isDone;
    STACK = stack;
    OBSTACLE = obstacle;
  }

  private Continuations() {
    // no instances
  }

  /**
   * Tries a continuation once: creates one, suspends it, resumes it.
   *
   * @return why handlers can't be suspended in this JVM, empty if they can
   */
  static String probe() {
    if (!OBSTACLE.isEmpty()) {
      return OBSTACLE;
    }
    try {
      Probe probe = new Probe();
      Object continuation = create(probe);
      run(continuation);
      boolean suspended = probe.steps == 1 && !isDone(continuation);
      run(continuation);
      return suspended && probe.steps == 2 && isDone(continuation)
          ? ""
          : "a trial suspension went wrong";
    } catch (Throwable unusable) {
      return unusable.toString();
    }
  }

  static Object create(Runnable body) {
    try {
      return (Object) CREATE.invokeExact(body);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /** Runs the continuation on this thread until it is suspended or done. */
  static void run(Object continuation) {
    try {
      RUN.invokeExact(continuation);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /**
   * Suspends the innermost continuation on this thread.
   *
   * @return true after it has been resumed; false if the JVM refused, and then nothing has happened
   * @throws IllegalStateException likewise, if the JVM refused: handles can't override {@code
   *     onPinned}, which throws
   */
  static boolean yield() {
    try {
      return (boolean) YIELD.invokeExact();
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  static boolean isDone(Object continuation) {
    try {
      return (boolean) IS_DONE.invokeExact(continuation);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /** {@code (Object)StackTraceElement[]}; only for diagnosis, so it may be missing. */
  private static MethodHandle stack(MethodHandles.Lookup lookup, Class<?> type) {
    try {
      return lookup
          .findVirtual(type, "getStackTrace", MethodType.methodType(StackTraceElement[].class))
          .asType(MethodType.methodType(StackTraceElement[].class, Object.class));
    } catch (ReflectiveOperationException unavailable) {
      return null;
    }
  }

  /**
   * The frames of a suspended continuation. On the thread that would resume it: while it looks, the
   * JDK marks the continuation as mounted, and {@link #run} would fail.
   */
  static StackTraceElement[] stack(Object continuation) {
    if (STACK == null) {
      return new StackTraceElement[0];
    }
    try {
      return (StackTraceElement[]) STACK.invokeExact(continuation);
    } catch (Throwable thrown) {
      return new StackTraceElement[0];
    }
  }

  /** The body of the trial. */
  private static final class Probe implements Runnable {
    private int steps;

    @Override
    public void run() {
      steps++;
      Continuations.yield();
      steps++;
    }
  }
}
