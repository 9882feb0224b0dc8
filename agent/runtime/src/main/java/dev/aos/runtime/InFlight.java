package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a shutdown has to wait for: handlers that have been suspended and are not done, and
 * threads that block for a worker. What begins after the shutdown has begun is counted apart: a
 * server that is still under load would never come to an end.
 */
final class InFlight {

  private static final AtomicInteger BEFORE_SHUTDOWN = new AtomicInteger();
  private static final AtomicInteger AFTER = new AtomicInteger();
  private static volatile AtomicInteger current = BEFORE_SHUTDOWN;

  private InFlight() {
    // no instances
  }

  /**
   * Notes that something has begun.
   *
   * @return to be given to {@link #ended} once
   */
  static AtomicInteger began() {
    AtomicInteger count = current;
    count.incrementAndGet();
    return count;
  }

  /** Notes that something has ended. */
  static void ended(AtomicInteger count) {
    count.decrementAndGet();
  }

  /** From now on, what begins is not waited for. */
  static void shutdownBegins() {
    current = AFTER;
  }

  /** What began before the shutdown and has not ended. */
  static int beforeShutdown() {
    return BEFORE_SHUTDOWN.get();
  }

  /** All that has not ended. */
  static int all() {
    return BEFORE_SHUTDOWN.get() + AFTER.get();
  }
}
