package dev.aos.runtime;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a shutdown has to wait for: the handlers of one loop that have been suspended and are
 * not done, or the threads that block for a worker. What begins after the shutdown has begun is
 * counted apart: a server that is still under load would never come to an end.
 */
final class InFlight {

  private static final Queue<WeakReference<InFlight>> ALL = new ConcurrentLinkedQueue<>();
  private static final InFlight BLOCKED_THREADS = new InFlight(null);
  private static volatile boolean shuttingDown;

  private final Thread thread;
  private final AtomicInteger beforeShutdown = new AtomicInteger();
  private final AtomicInteger after = new AtomicInteger();

  /**
   * @param thread the loop's thread; null for blocked threads
   */
  private InFlight(Thread thread) {
    this.thread = thread;
    for (WeakReference<InFlight> reference : ALL) {
      if (reference.get() == null) {
        ALL.remove(reference);
      }
    }
    ALL.add(new WeakReference<>(this));
  }

  /** The handlers of the loop that is this thread. */
  static InFlight ofThisLoop() {
    return new InFlight(Thread.currentThread());
  }

  /** The threads that block for a worker. */
  static InFlight ofBlockedThreads() {
    return BLOCKED_THREADS;
  }

  /**
   * Notes that something has begun.
   *
   * @return to be decremented when it has ended
   */
  AtomicInteger began() {
    AtomicInteger count = shuttingDown ? after : beforeShutdown;
    count.incrementAndGet();
    return count;
  }

  /** From now on, what begins is not waited for. */
  static void shutdownBegins() {
    shuttingDown = true;
  }

  /**
   * What began before the shutdown and has not ended.
   *
   * @param ending threads that wait for the shutdown themselves: nothing of theirs can end
   */
  static int beforeShutdown(Set<Thread> ending) {
    int sum = 0;
    for (WeakReference<InFlight> reference : ALL) {
      InFlight one = reference.get();
      if (one != null && (one.thread == null || !ending.contains(one.thread))) {
        sum += one.beforeShutdown.get();
      }
    }
    return sum;
  }
}
