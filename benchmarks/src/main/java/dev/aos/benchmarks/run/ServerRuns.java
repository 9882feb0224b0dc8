package dev.aos.benchmarks.run;

import dev.aos.benchmarks.run.Goal.Unit;
import dev.aos.benchmarks.run.MeasuredServer.RoundFigures;
import dev.aos.benchmarks.run.MeasuredServer.Variant;
import dev.aos.demo.load.Endpoint;
import dev.aos.demo.load.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The whole-server part of the table: the blocking server with the agent against the one that was
 * made asynchronous by hand. Both run all the time; rounds of load go to one and then the other.
 */
final class ServerRuns {
  private static final double MOST_P99 = 1.1;
  private static final int FILE_BYTES = 1024;
  private static final List<Load> LOADS =
      List.of(
          new Load("a 20 ms call, 100 connections", Endpoint.QUERY, 100, 0.95),
          new Load("a 20 ms call, 1,000 connections", Endpoint.QUERY, 1000, 0.95),
          new Load("a file in the page cache, 100 connections", Endpoint.FILE, 100, 0.85));

  private final BenchmarkOptions options;
  private final Consumer<String> progress;
  private final List<Row> rows = new ArrayList<>();

  ServerRuns(BenchmarkOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  List<Row> rows() throws IOException, LoadException, InterruptedException {
    for (Load load : LOADS) {
      if (options.only().matcher(load.what()).find()) {
        compare(load);
      }
    }
    return rows;
  }

  void compare(Load load) throws IOException, LoadException, InterruptedException {
    Variant blocking = new Variant("blocking", "blocking", List.of());
    Variant byHand = new Variant("by hand", "async", List.of());
    Variant agent = new Variant("agent", "blocking", List.of(options.agentArgument()));
    Series byHandSeries = new Series();
    Series agentSeries = new Series();
    try (MeasuredServer first = start(byHand, load);
        MeasuredServer second = start(agent, load)) {
      first.warmUp(options.effort().serverWarmUp());
      second.warmUp(options.effort().serverWarmUp());
      for (int round = 0; round < options.effort().rounds(); round++) {
        boolean swapped = round % 2 == 1; // what drifts falls on both alike
        Consumer<RoundFigures> toFirst = byHandSeries::add;
        Consumer<RoundFigures> toSecond = agentSeries::add;
        round(load, swapped ? second : first, swapped ? toSecond : toFirst);
        round(load, swapped ? first : second, swapped ? toFirst : toSecond);
        progress.accept(load.what() + ", " + (swapped ? "agent, by hand" : "by hand, agent"));
      }
    }
    rows.add(
        Row.ratio(
            load.what() + ": throughput",
            byHandSeries.rps,
            agentSeries.rps,
            Unit.PER_SECOND,
            Goal.atLeast(load.leastRatio())));
    rows.add(
        Row.ratio(
            load.what() + ": p99 of another connection",
            byHandSeries.p99,
            agentSeries.p99,
            Unit.MILLIS,
            Goal.atMost(MOST_P99)));
    tellWithout(blocking, load);
  }

  private void tellWithout(Variant blocking, Load load)
      throws IOException, LoadException, InterruptedException {
    if (load.endpoint() == Endpoint.QUERY && load.connections() > 100) {
      return; // on one thread a round of it takes as long as all others together
    }
    try (MeasuredServer server = start(blocking, load)) {
      server.warmUp(options.effort().settle());
      RoundFigures figures = server.round(options.effort().settle(), options.effort().round());
      rows.add(
          Row.single(
              load.what() + ": the same server without the agent",
              List.of(figures.rps()),
              Unit.PER_SECOND,
              Goal.NONE));
    }
  }

  private void round(Load load, MeasuredServer server, Consumer<RoundFigures> series)
      throws IOException, LoadException {
    RoundFigures figures = server.round(options.effort().settle(), options.effort().round());
    series.accept(figures);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s: %,.0f/s, ping p99 %.2f ms",
            load.what(),
            figures.rps(),
            figures.pingP99Millis()));
  }

  private MeasuredServer start(Variant variant, Load load)
      throws IOException, LoadException, InterruptedException {
    Path work = Files.createDirectories(options.work().toAbsolutePath());
    Path file = work.resolve("file");
    Files.write(file, new byte[FILE_BYTES]);
    String log = variant.name() + " " + load.endpoint().label() + " " + load.connections();
    return MeasuredServer.start(variant, file, work.resolve(log.replace(' ', '-') + ".log"), load);
  }

  private static final class Series {
    private final List<Double> rps = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();

    void add(RoundFigures figures) {
      rps.add(figures.rps());
      p99.add(figures.pingP99Millis());
    }
  }
}
