package dev.aos.runtime;

/** Closes what a call gives when nobody wants it any more. */
final class LateResult {

  private LateResult() {
    // no instances
  }

  /** Closes it here, which may block; throws nothing. */
  static void close(Object result, Object[] arguments) {
    if (isItsOwn(result, arguments)) {
      new Closing((AutoCloseable) result).run();
    }
  }

  /** Closes it on a thread of its own. */
  static void closeSoon(Object result, Object[] arguments) {
    if (isItsOwn(result, arguments)) {
      Housekeeper.startThread(new Closing((AutoCloseable) result), "aos-close");
    }
  }

  /** Whether it is something to be closed that the caller has not had before: many return this. */
  private static boolean isItsOwn(Object result, Object[] arguments) {
    if (!(result instanceof AutoCloseable)) {
      return false;
    }
    for (Object argument : arguments) {
      if (argument == result) {
        return false;
      }
    }
    return true;
  }

  private record Closing(AutoCloseable resource) implements Runnable {
    @Override
    public void run() {
      try {
        resource.close();
      } catch (Throwable failed) {
        Incidents.reportSafely("a result that came too late can't be closed", failed);
      }
    }
  }
}
