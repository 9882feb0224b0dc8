package dev.aos.benchmarks.run;

import dev.aos.benchmarks.run.Goal.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The first calls of woven call sites: each of them is linked then, on the loop. What the loop
 * loses by it is its own time on a processor: while the worker makes its form of the call, and on a
 * machine that is busy, the handler is suspended, or others run. The whole time, from the call to
 * its result, stands beside it.
 */
final class LinkingRuns {
  private static final String WHAT = "the first call of each of 1,000 call sites";
  private static final String MAIN = "dev.aos.benchmarks.linking.LinkingRun";
  private static final double LONGEST_MILLIS = 5;
  private static final double NANOS_IN_MILLI = 1e6;

  private final BenchmarkOptions options;
  private final Consumer<String> progress;
  private final List<Double> median = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();
  private final List<Double> longest = new ArrayList<>();
  private final List<Double> longestWhole = new ArrayList<>();

  LinkingRuns(BenchmarkOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  List<Row> rows() throws IOException, InterruptedException {
    if (!options.only().matcher(WHAT).find()) {
      return List.of();
    }
    for (int fork = 0; fork < options.effort().forks(); fork++) {
      measure();
    }
    return List.of(
        Row.single(WHAT + ": median", median, Unit.MILLIS, Goal.NONE),
        Row.single(WHAT + ": p99", p99, Unit.MILLIS, Goal.NONE),
        Row.single(WHAT + ": longest", longest, Unit.MILLIS, Goal.atMost(LONGEST_MILLIS)),
        Row.single(WHAT + ": longest, until its result", longestWhole, Unit.MILLIS, Goal.NONE));
  }

  private void measure() throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    double whole = 0;
    List<String> agent = List.of(options.agentArgument());
    for (String line : new ProgramFork(options, "linking", MAIN).lines(agent, List.of())) {
      String[] columns = line.split(" ", 3);
      whole = Math.max(whole, Long.parseLong(columns[0]) / NANOS_IN_MILLI);
      millis.add(Long.parseLong(columns[1]) / NANOS_IN_MILLI);
    }
    millis.sort(null);
    longestWhole.add(whole);
    median.add(millis.get(millis.size() / 2));
    p99.add(millis.get(millis.size() * 99 / 100 - 1));
    longest.add(millis.get(millis.size() - 1));
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s: median %.3f ms, p99 %.3f ms, longest %.3f ms, until its result %.3f ms",
            WHAT,
            median.get(median.size() - 1),
            p99.get(p99.size() - 1),
            longest.get(longest.size() - 1),
            whole));
  }
}
