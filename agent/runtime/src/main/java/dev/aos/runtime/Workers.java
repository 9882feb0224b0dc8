package dev.aos.runtime;

/** Knows which threads are workers: a call made on one runs there. */
final class Workers {

  private static final ThreadLocal<Boolean> WORKER = new ThreadLocal<>();

  private Workers() {
    // no instances
  }

  /** Makes this thread a worker for the rest of its life. */
  static void enter() {
    WORKER.set(Boolean.TRUE);
  }

  /** Whether this thread is a worker. */
  static boolean isCurrent() {
    return WORKER.get() != null;
  }
}
