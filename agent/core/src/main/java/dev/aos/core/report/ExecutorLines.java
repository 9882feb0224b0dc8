package dev.aos.core.report;

import dev.aos.runtime.PoolState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the executors have done, in words: a line for each that was used. */
final class ExecutorLines {

  private ExecutorLines() {
    // no instances
  }

  static List<String> of(List<PoolState> pools) {
    List<String> lines = new ArrayList<>();
    for (PoolState pool : pools) {
      if (pool.isUsed()) {
        lines.add(line(pool));
      }
    }
    return lines;
  }

  /**
   * {@code default: 12 calls done; threads 3 now, 4 at most, of 64; queue 0 now, 9 at most, of
   * 10,000; …}.
   */
  private static String line(PoolState pool) {
    StringBuilder line = new StringBuilder();
    line.append(pool.settings().name()).append(": ").append(calls(pool.done()));
    line.append(pool.settings().virtual() ? "; virtual threads " : "; threads ");
    line.append(nowAndMost(pool.threads(), pool.mostThreads(), pool.settings().threads()));
    line.append("; queue ");
    line.append(nowAndMost(pool.queued(), pool.longestQueue(), pool.settings().queue()));
    if (pool.done() > 0) {
      line.append("; waited for a worker ");
      line.append(meanAndMost(pool.waitedNanos(), pool.longestWaitNanos(), pool.done()));
      line.append("; ran ");
      line.append(meanAndMost(pool.ranNanos(), pool.longestRunNanos(), pool.done()));
    }
    add(line, pool.waitsForRoom(), "waited for room");
    add(line, pool.loopWaits(), "waited for `per-loop`");
    add(line, pool.rejected(), "refused");
    add(line, pool.takenBack(), "given up before they began");
    return line.toString();
  }

  private static String calls(long count) {
    return String.format(Locale.ROOT, "%,d call%s done", count, count == 1 ? "" : "s");
  }

  private static String nowAndMost(int now, int most, int limit) {
    return String.format(Locale.ROOT, "%,d now, %,d at most, of %,d", now, most, limit);
  }

  private static String meanAndMost(long sum, long most, long count) {
    return String.format(Locale.ROOT, "%.3f ms, %.3f ms at most", sum / 1e6 / count, most / 1e6);
  }

  private static void add(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append("; ").append(String.format(Locale.ROOT, "%,d ", count)).append(what);
    }
  }
}
