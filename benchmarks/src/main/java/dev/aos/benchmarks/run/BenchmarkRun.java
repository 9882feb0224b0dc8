package dev.aos.benchmarks.run;

import dev.aos.demo.load.LoadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs everything and prints one table to stdout; what goes on is said on stderr.
 *
 * <p>The exit code is 0 if everything could be measured, whatever it is, 1 if not, and 2 for a
 * command line that can't be read.
 */
public final class BenchmarkRun {
  private BenchmarkRun() {}

  /** The entry point of {@code benchmarks/run}. */
  public static void main(String[] arguments) {
    BenchmarkOptions options;
    try {
      options = BenchmarkOptions.parse(arguments);
    } catch (IllegalArgumentException badOption) {
      say(badOption.getMessage());
      System.exit(2);
      return;
    }
    try {
      run(options);
      System.exit(0);
    } catch (IOException | LoadException | RunnerException failure) {
      say(failure.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    System.exit(1);
  }

  private static void run(BenchmarkOptions options)
      throws IOException, LoadException, RunnerException, InterruptedException {
    List<Row> rows = new ArrayList<>(new MicroRuns(options, BenchmarkRun::say).rows());
    rows.addAll(new HandleRuns(options, BenchmarkRun::say).rows());
    rows.addAll(new LinkingRuns(options, BenchmarkRun::say).rows());
    rows.addAll(new ServerRuns(options, BenchmarkRun::say).rows());
    String text = conditions(options.effort()) + "\n\n" + ResultTable.of(rows);
    System.out.print(text);
    if (options.write().isPresent()) {
      ResultTable.write(options.write().get(), text);
    }
  }

  private static String conditions(Effort effort) {
    return "JDK "
        + System.getProperty("java.version")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores; "
        + effort.forks()
        + " JVMs for each side of a JMH comparison, "
        + effort.rounds()
        + " rounds of "
        + effort.round().toSeconds()
        + " s on each server.";
  }

  private static void say(String text) {
    System.err.println("benchmarks/run: " + text);
  }
}
