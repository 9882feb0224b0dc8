package dev.aos.runtime;

import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Makes what a handler gets whose call has not ended in time. */
final class TimeoutExceptions {

  /** {@code (String)Throwable}; null until it is prepared. The JVM may have no module java.sql. */
  private static volatile MethodHandle sql;

  private TimeoutExceptions() {
    // no instances
  }

  /** Has ready what a site may need one day: classes are loaded, which is not for a loop. */
  static void prepareFor(SiteSettings settings) {
    if (settings.declares() == Declared.SQL_EXCEPTION
        && settings.policy().timeoutNanos() > 0
        && sql == null) {
      Housekeeper.submit(new PrepareSql());
    }
  }

  /**
   * The exception, with the frames of the thread that calls as its trace.
   *
   * @param settings the site's
   * @param begun whether a worker has begun the call
   */
  static Throwable create(SiteSettings settings, boolean begun) {
    String message =
        "[aos] "
            + settings.callAtPlace()
            + (begun ? " has not ended within " : " found no worker within ")
            + inWords(settings.policy().timeoutNanos());
    Throwable exception =
        switch (settings.declares()) {
          case IO_EXCEPTION -> new InterruptedIOException(message);
          case SQL_EXCEPTION -> sqlException(message);
          case NEITHER -> new OffloadTimeoutException(message);
        };
    StackTraces.strip(exception);
    return exception;
  }

  /** {@code 500 ms}, {@code 5 s}. */
  private static String inWords(long nanos) {
    long millis = nanos / 1_000_000;
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private static Throwable sqlException(String message) {
    try {
      if (sql == null) {
        sql = findSql();
      }
      return (Throwable) sql.invokeExact(message);
    } catch (Throwable noSuchModule) {
      return new OffloadTimeoutException(message);
    }
  }

  private static MethodHandle findSql() throws ReflectiveOperationException {
    // This class is the boot loader's, which does not see the module java.sql.
    Class<?> type =
        Class.forName("java.sql.SQLTimeoutException", true, ClassLoader.getPlatformClassLoader());
    return MethodHandles.publicLookup()
        .findConstructor(type, MethodType.methodType(void.class, String.class))
        .asType(MethodType.methodType(Throwable.class, String.class));
  }

  private record PrepareSql() implements Runnable {
    @Override
    public void run() {
      try {
        sql = findSql();
      } catch (ReflectiveOperationException noSuchModule) {
        // Then nobody can catch it either.
      }
    }
  }
}
