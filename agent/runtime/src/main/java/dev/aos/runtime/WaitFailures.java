package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What calls throw that were made another way. */
public final class WaitFailures {

  private WaitFailures() {
    // no instances
  }

  /** What Reactor's {@code block} throws when its time is over. */
  public static Throwable ofBlockingRead(Duration limit) {
    String message = "Timeout on blocking read for " + limit.toNanos() + " NANOSECONDS";
    return new IllegalStateException(message, new TimeoutException(message));
  }

  /** What a stage has failed with, as {@code Future.get} and {@code join} know it. */
  static Throwable unwrapped(Throwable thrown) {
    boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wraps && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  /**
   * A new exception of this thread for one of another thread.
   *
   * @param wrap binary names of exceptions that have the other one as their cause
   * @param copy binary names of exceptions that have none
   * @return the exception itself if no name fits, or none can be made
   */
  static Throwable renewed(Throwable thrown, List<String> wrap, List<String> copy) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      boolean wraps = wrap.contains(type.getName());
      if (wraps || copy.contains(type.getName())) {
        return renewed(type, thrown, wraps);
      }
    }
    return thrown;
  }

  private static Throwable renewed(Class<?> type, Throwable thrown, boolean wraps) {
    MethodType withMessage = MethodType.methodType(void.class, String.class);
    try {
      MethodHandle constructor = MethodHandles.publicLookup().findConstructor(type, withMessage);
      Throwable made = (Throwable) constructor.invoke(thrown.getMessage());
      return wraps ? made.initCause(thrown) : made;
    } catch (Throwable impossible) {
      return thrown;
    }
  }
}
