package dev.aos.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which threads are workers: a call made on one runs there. */
final class Workers {

  /** Virtual threads that are workers now; they have no class of their own. */
  private static final Set<Thread> VIRTUAL = ConcurrentHashMap.newKeySet();

  private Workers() {
    // no instances
  }

  /** A worker, not yet started. */
  static Thread create(Runnable body, String name, int priority) {
    Thread worker = new Worker(body, name);
    Housekeeper.configure(worker);
    if (priority != Thread.NORM_PRIORITY) {
      worker.setPriority(priority);
    }
    return worker;
  }

  /** Whether this thread is a worker. */
  static boolean isCurrent() {
    Thread current = Thread.currentThread();
    return isWorker(current) || VirtualThreads.isCurrent() && VIRTUAL.contains(current);
  }

  /** Whether a thread is a worker; of platform threads. */
  static boolean isWorker(Thread thread) {
    return thread instanceof Worker;
  }

  /** This virtual thread is a worker from here on. */
  static void beginVirtual() {
    VIRTUAL.add(Thread.currentThread());
  }

  /** And is no more. */
  static void endVirtual() {
    VIRTUAL.remove(Thread.currentThread());
  }

  private static final class Worker extends Thread {
    Worker(Runnable body, String name) {
      super(Housekeeper.rootGroup(), body, name, 0, false);
    }
  }
}
