package dev.aos.runtime;

import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Questions that bundled loop definitions can't put as paths alone. */
public final class Conditions {

  private static final Field ADAPTED_TASK = adaptedTask();

  private Conditions() {
    // no instances
  }

  private static Field adaptedTask() {
    try {
      Field field =
          Class.forName("java.util.concurrent.Executors$RunnableAdapter").getDeclaredField("task");
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException notInThisJdk) {
      return null;
    }
  }

  /**
   * The task behind a callable: the JDK's executors wrap a {@link Runnable} in one of their own.
   *
   * @param callable what a future calls; null when it has done so
   */
  public static Object taskOf(Callable<?> callable) throws IllegalAccessException {
    return ADAPTED_TASK != null && ADAPTED_TASK.getDeclaringClass().isInstance(callable)
        ? ADAPTED_TASK.get(callable)
        : callable;
  }

  /** Whether an executor never has more than one thread at a time, as it is set now. */
  public static boolean isSingleThreaded(ScheduledThreadPoolExecutor executor) {
    // Of such an executor the core size is the most there can be.
    return executor.getCorePoolSize() <= 1;
  }
}
