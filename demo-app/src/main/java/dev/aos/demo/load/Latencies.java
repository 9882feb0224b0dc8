package dev.aos.demo.load;

import java.util.Arrays;

/** Every latency of one path, so that percentiles are exact. */
public final class Latencies {
  private long[] nanos = new long[1024];
  private int count;

  /** Adds one. */
  public void add(long latencyNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = latencyNanos;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /**
   * The latency in milliseconds that the given share of the requests did not exceed (nearest rank);
   * not a number if there was no request.
   */
  public double percentileMillis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(nanos, 0, count);
    int rank = (int) Math.ceil(share * count);
    return nanos[Math.max(rank, 1) - 1] / 1e6;
  }
}
