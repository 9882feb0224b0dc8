package dev.aos.benchmarks.run;

import dev.aos.benchmarks.run.Goal.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** The JMH part of the table. The two sides of a comparison run in turn, fork by fork. */
final class MicroRuns {
  private static final double EVENT_NANOS = 40;
  private static final double OVERLAP_TIMES = 1.3;
  private static final double GUARD_NANOS = 4000;

  /** One per cent of the cheapest call that anybody takes off a loop, one of a microsecond. */
  private static final double OFF_LOOP_NANOS = 10;

  private final BenchmarkOptions options;
  private final Consumer<String> progress;
  private final JmhFork jmh;
  private final List<Row> rows = new ArrayList<>();

  MicroRuns(BenchmarkOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.jmh = new JmhFork(options);
  }

  List<Row> rows() throws RunnerException, IOException {
    more("an event whose handler makes no call", "WrappedEvent.read", Goal.atMost(EVENT_NANOS));
    alone("the guard, 30 frames", guard(30), Goal.atMost(GUARD_NANOS));
    alone("the guard, 50 frames", guard(50), Goal.NONE);
    more("a woven call off the loop", "OffLoopCall.call", Goal.atMost(OFF_LOOP_NANOS));
    more("a woven call on a virtual thread", "VirtualThreadCall.call", Goal.atMost(OFF_LOOP_NANOS));
    alone(
        "a continuation alone, never suspended",
        MicroBenchmark.with("SuspendResume.never"),
        Goal.NONE);
    alone("resume and suspend, 10 frames", MicroBenchmark.with("SuspendResume.once"), Goal.NONE);
    times(
        "a call that takes no time, 64 in flight",
        MicroBenchmark.without("CallsInFlight.byHand"),
        MicroBenchmark.with("CallsInFlight.blocking"));
    overlap();
    return rows;
  }

  /** Three calls that don't need each other, and one. */
  private void overlap() throws RunnerException, IOException {
    Pairs pairs =
        new Pairs(
            "three reads of 20 ms that overlap, and one",
            MicroBenchmark.with("ReadsTogether.one"),
            MicroBenchmark.with("ReadsTogether.three"));
    if (pairs.run()) {
      rows.add(
          Row.ratio(
              "three reads of 20 ms that overlap: times one",
              pairs.base,
              pairs.agent,
              Unit.NANOS,
              Goal.atMost(OVERLAP_TIMES)));
    }
  }

  private static MicroBenchmark guard(int frames) {
    return MicroBenchmark.with("HeldGuard.ask").at(frames);
  }

  private void more(String what, String method, Goal goal) throws RunnerException, IOException {
    Pairs pairs = new Pairs(what, MicroBenchmark.without(method), MicroBenchmark.with(method));
    if (pairs.run()) {
      rows.add(Row.difference(what + ": more", pairs.base, pairs.agent, Unit.NANOS, goal));
    }
  }

  private void times(String what, MicroBenchmark base, MicroBenchmark agent)
      throws RunnerException, IOException {
    Pairs pairs = new Pairs(what, base, agent);
    if (pairs.run()) {
      rows.add(Row.ratio(what + ": times", pairs.base, pairs.agent, Unit.NANOS, Goal.NONE));
    }
  }

  private void alone(String what, MicroBenchmark benchmark, Goal goal)
      throws RunnerException, IOException {
    if (wanted(what)) {
      List<Double> nanos = new ArrayList<>();
      for (int fork = 0; fork < options.effort().forks(); fork++) {
        nanos.add(measured(what, benchmark));
      }
      rows.add(Row.single(what, nanos, Unit.NANOS, goal));
    }
  }

  private boolean wanted(String what) {
    return options.only().matcher(what).find();
  }

  private double measured(String what, MicroBenchmark benchmark)
      throws RunnerException, IOException {
    double nanos = jmh.nanos(benchmark);
    String side = benchmark.withAgent() ? "with" : "without";
    progress.accept(what + ", " + side + ": " + Unit.NANOS.text(nanos));
    return nanos;
  }

  private final class Pairs {
    private final List<Double> base = new ArrayList<>();
    private final List<Double> agent = new ArrayList<>();
    private final String what;
    private final MicroBenchmark baseSide;
    private final MicroBenchmark agentSide;

    Pairs(String what, MicroBenchmark baseSide, MicroBenchmark agentSide) {
      this.what = what;
      this.baseSide = baseSide;
      this.agentSide = agentSide;
    }

    boolean run() throws RunnerException, IOException {
      if (!wanted(what)) {
        return false;
      }
      for (int fork = 0; fork < options.effort().forks(); fork++) {
        base.add(measured(what, baseSide));
        agent.add(measured(what, agentSide));
      }
      return true;
    }
  }
}
