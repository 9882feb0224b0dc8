package dev.aos.demo.probe;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Measures for how long an event loop stood still.
 *
 * <p>Every loop gets a tick that is due each millisecond. The delay between the time a tick was due
 * and the time it ran is the time for which the loop served nobody, whatever held it up.
 */
public final class LoopProbe {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongAccumulator longestStall = new LongAccumulator(Math::max, 0);

  /** Starts the ticks on every loop of the group; they end with the group. */
  public LoopProbe(EventExecutorGroup loops) {
    for (EventExecutor loop : loops) {
      loop.scheduleWithFixedDelay(new Tick(), 0, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** The longest stall in milliseconds since the last call, which starts a new measurement. */
  public double takeLongestStallMillis() {
    return longestStall.getThenReset() / 1e6;
  }

  private final class Tick implements Runnable {
    private long due = Long.MAX_VALUE;

    @Override
    public void run() {
      long now = System.nanoTime();
      if (due != Long.MAX_VALUE) {
        longestStall.accumulate(now - due);
      }
      due = System.nanoTime() + TICK_NANOS;
    }
  }
}
