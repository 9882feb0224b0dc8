package dev.aos.runtime;

import java.lang.reflect.Field;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/** Questions that bundled loop definitions can't put as paths alone. */
public final class Conditions {

  /** Where a wrapper of the JDK keeps what it wraps; null for all other classes. */
  private static final ClassValue<Field> WRAPPED =
      new ClassValue<>() {
        @Override
        protected Field computeValue(Class<?> type) {
          if (FutureTask.class.isAssignableFrom(type)) {
            return field(FutureTask.class, "callable");
          }
          if (type.getName().equals("java.util.concurrent.Executors$RunnableAdapter")) {
            return field(type, "task");
          }
          return type.getEnclosingClass() == CompletableFuture.class ? field(type, "fn") : null;
        }
      };

  private Conditions() {
    // no instances
  }

  /** A field of a class of the JDK; null if this JDK does not have it. */
  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException notInThisJdk) {
      return null;
    }
  }

  /**
   * The task of an event-loop class that is behind another one: executors wrap a {@link Runnable}
   * in a callable, and futures and stages are tasks themselves.
   *
   * @return the innermost task if none is of an event-loop class
   */
  public static Object taskOf(Object task) throws IllegalAccessException {
    Object found = task;
    while (!EventLoopClasses.contain(found)) {
      Object inner = wrapped(found);
      if (inner == null) {
        return found;
      }
      found = inner;
    }
    return found;
  }

  /** What a wrapper of the JDK wraps; null if it is none, or empty. */
  static Object wrapped(Object task) throws IllegalAccessException {
    Field field = task == null ? null : WRAPPED.get(task.getClass());
    return field == null ? null : field.get(task);
  }
}
