package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Whether the calls of a site have been so quick that a loop runs them sooner than it hands them to
 * a worker ({@code dispatch: adaptive}). Any thread; no locks.
 *
 * <p>A site begins on its executor. It moves onto the loop when of {@value #WINDOW} calls in a row
 * at most {@value #MOST_OVER} took more than the limit: their 99th percentile is under it. There
 * every call is measured, since the one that is left out may be the slow one. It moves off by the
 * first call that takes more than {@value #SLOW} limits, or when more than {@value #MOST_OVER} of a
 * hundred take more than the limit. So what a loop can lose is the one call that turned slow, which
 * nobody can take back; no other is begun after it has ended, on any loop. Then the site stays off
 * for a time that doubles with every relapse.
 */
final class Quickness {

  /** Calls that are judged together. */
  static final int WINDOW = 100;

  /** So many of them may take more than the limit. */
  static final int MOST_OVER = 1;

  /** So many limits are too much for a single call: with 50 µs, a millisecond. */
  static final int SLOW = 20;

  /** How long a site stays off the loop, the first time and at most. */
  static final long FIRST_PENALTY_NANOS = 1_000_000_000L;

  static final long LONGEST_PENALTY_NANOS = 64 * FIRST_PENALTY_NANOS;

  /** A site that was quick for so many penalties begins anew with the first one. */
  private static final int FORGOTTEN_AFTER = 10;

  private static final long ONE_OVER = 1L << 32;

  private final long limitNanos;
  private final AtomicBoolean quick = new AtomicBoolean();

  /** Calls of the window, and, in the upper half, those of them over the limit. */
  private final AtomicLong window = new AtomicLong();

  private final AtomicInteger movesOff = new AtomicInteger();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  /** The times of {@link System#nanoTime}; races between two loops cost a little accuracy. */
  private volatile long quickSince;

  private volatile long offSince;
  private volatile long penaltyNanos;

  /**
   * @param limitNanos so long a quick call takes at most
   */
  Quickness(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /** Whether the site's calls are to run on the loop. */
  boolean isQuick() {
    return quick.get();
  }

  /** How often the site has been moved off the loop. */
  int movesOff() {
    return movesOff.get();
  }

  /** The longest call that a loop has run, in nanoseconds. */
  long longestNanos() {
    return longest.get();
  }

  /**
   * A call has run on a worker.
   *
   * @param nanos how long
   * @param now the time, by {@link System#nanoTime}
   */
  void ranOnWorker(long nanos, long now) {
    long sum = count(nanos);
    if (calls(sum) >= WINDOW && window.compareAndSet(sum, 0)) {
      boolean served = now - offSince >= penaltyNanos;
      if (over(sum) <= MOST_OVER && served && quick.compareAndSet(false, true)) {
        quickSince = now;
      }
    }
  }

  /**
   * A call has run on the loop.
   *
   * @param nanos how long
   * @param now the time, by {@link System#nanoTime}
   */
  void ranOnLoop(long nanos, long now) {
    longest.accumulate(nanos);
    long sum = count(nanos);
    if (over(sum) > MOST_OVER) {
      moveOff(now);
    } else if (calls(sum) >= WINDOW) {
      window.compareAndSet(sum, 0);
    }
  }

  private void moveOff(long now) {
    if (quick.compareAndSet(true, false)) {
      movesOff.incrementAndGet();
      boolean relapse = penaltyNanos > 0 && now - quickSince < FORGOTTEN_AFTER * penaltyNanos;
      penaltyNanos =
          relapse ? Math.min(2 * penaltyNanos, LONGEST_PENALTY_NANOS) : FIRST_PENALTY_NANOS;
      offSince = now;
      window.set(0);
    }
  }

  /** A slow call counts as many: it decides its window alone. */
  private long count(long nanos) {
    long over = nanos <= limitNanos ? 0 : nanos <= SLOW * limitNanos ? 1 : MOST_OVER + 1;
    return window.addAndGet(over * ONE_OVER + 1);
  }

  private static int calls(long sum) {
    return (int) sum;
  }

  private static int over(long sum) {
    return (int) (sum >>> 32);
  }
}
