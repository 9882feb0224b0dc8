package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happens in a pool, counted by its workers. A loop counts only what is rare: that a call met
 * a full queue, or its loop's limit.
 */
final class PoolCounters {

  private final AtomicLong done = new AtomicLong();
  private final LongAdder takenBack = new LongAdder();
  private final LongAdder waitsForRoom = new LongAdder();
  private final LongAdder loopWaits = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAdder ranNanos = new LongAdder();
  private final LongAccumulator longestWait = most();
  private final LongAccumulator longestRun = most();
  private final LongAccumulator longestQueue = most();
  private final LongAccumulator mostThreads = most();

  private static LongAccumulator most() {
    return new LongAccumulator(Math::max, 0);
  }

  /** Calls that have ended so far. */
  long done() {
    return done.get();
  }

  /** A call has ended. On its worker. */
  void countEnded(long waited, long ran) {
    done.incrementAndGet();
    waitedNanos.add(waited);
    ranNanos.add(ran);
    longestWait.accumulate(waited);
    longestRun.accumulate(ran);
  }

  /** A call was taken back before it began. */
  void countTakenBack() {
    takenBack.increment();
  }

  void countWaitForRoom() {
    waitsForRoom.increment();
  }

  void countLoopWait() {
    loopWaits.increment();
  }

  void countRejection() {
    rejected.increment();
  }

  /** The queue as a worker finds it: it is never longer than right before it gets shorter. */
  void sawQueue(int length) {
    longestQueue.accumulate(length);
  }

  /** So many workers there are now. */
  void sawThreads(int count) {
    mostThreads.accumulate(count);
  }

  /** All figures. */
  PoolState state(PoolSettings settings, int threads, int queued) {
    sawQueue(queued);
    return new PoolState(
        settings,
        threads,
        (int) mostThreads.get(),
        queued,
        (int) longestQueue.get(),
        done.get(),
        takenBack.sum(),
        waitsForRoom.sum(),
        loopWaits.sum(),
        rejected.sum(),
        waitedNanos.sum(),
        longestWait.get(),
        ranNanos.sum(),
        longestRun.get());
  }
}
