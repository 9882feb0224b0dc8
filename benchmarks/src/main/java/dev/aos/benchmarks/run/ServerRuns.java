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

  ServerRuns(BenchmarkOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  List<Row> rows() throws IOException, LoadException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Load load : LOADS) {
      if (options.only().matcher(load.what()).find()) {
        rows.addAll(compare(load));
      }
    }
    return rows;
  }

  List<Row> compare(Load load) throws IOException, LoadException, InterruptedException {
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
      }
    }
    List<Row> rows = new ArrayList<>();
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
    if (endsOnOneThread(load)) {
      rows.add(without(blocking, load));
    }
    return rows;
  }

  /** Where all wait for one thread, a round of many connections takes longer than all others. */
  private static boolean endsOnOneThread(Load load) {
    return load.endpoint() != Endpoint.QUERY || load.connections() <= 100;
  }

  private Row without(Variant blocking, Load load)
      throws IOException, LoadException, InterruptedException {
    try (MeasuredServer server = start(blocking, load)) {
      server.warmUp(options.effort().serverWarmUp());
      RoundFigures figures = server.round(options.effort().settle(), options.effort().round());
      return Row.single(
          load.what() + ": the same server without the agent",
          List.of(figures.rps()),
          Unit.PER_SECOND,
          Goal.NONE);
    }
  }

  private void round(Load load, MeasuredServer server, Consumer<RoundFigures> series)
      throws IOException, LoadException {
    RoundFigures figures = server.round(options.effort().settle(), options.effort().round());
    series.accept(figures);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s, %s: %,.0f/s, p99 of another connection %.2f ms",
            load.what(),
            server.name(),
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
