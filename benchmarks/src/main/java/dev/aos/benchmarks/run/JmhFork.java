package dev.aos.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs a JMH benchmark in a JVM of its own. */
final class JmhFork {
  private static final String PACKAGE = "dev.aos.benchmarks.micro.";

  private final BenchmarkOptions options;

  JmhFork(BenchmarkOptions options) {
    this.options = options;
  }

  /** The time of an operation in nanoseconds. */
  double nanos(MicroBenchmark benchmark) throws RunnerException, IOException {
    Effort effort = options.effort();
    ChainedOptionsBuilder jmh =
        new OptionsBuilder()
            .include("^" + Pattern.quote(PACKAGE + benchmark.method()) + "$")
            .forks(1)
            .warmupIterations(effort.warmUps())
            .warmupTime(TimeValue.milliseconds(effort.warmUp().toMillis()))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.iteration().toMillis()))
            .shouldFailOnError(true)
            .output(log(benchmark).toString());
    if (benchmark.withAgent()) {
      jmh = jmh.jvmArgsAppend(options.agentArgument());
    }
    if (benchmark.frames() > 0) {
      jmh = jmh.param("frames", Integer.toString(benchmark.frames()));
    }
    Collection<RunResult> results = new Runner(jmh.build()).run();
    if (results.size() != 1) {
      throw new IOException(results.size() + " results of " + benchmark);
    }
    return results.iterator().next().getPrimaryResult().getScore();
  }

  private Path log(MicroBenchmark benchmark) throws IOException {
    Files.createDirectories(options.work());
    return options.work().resolve(String.join("-", List.of("jmh", benchmark.toString())) + ".log");
  }
}
