package dev.aos.runtime;

/** Knows which threads are workers: a call made on one runs there. */
final class Workers {

  private Workers() {
    // no instances
  }

  /** A worker, not yet started. */
  static Thread create(Runnable body, String name) {
    Thread worker = new Worker(body, name);
    Housekeeper.configure(worker);
    return worker;
  }

  /** Whether this thread is a worker. */
  static boolean isCurrent() {
    return isWorker(Thread.currentThread());
  }

  /** Whether a thread is a worker. */
  static boolean isWorker(Thread thread) {
    return thread instanceof Worker;
  }

  private static final class Worker extends Thread {
    Worker(Runnable body, String name) {
      super(Housekeeper.rootGroup(), body, name, 0, false);
    }
  }
}
