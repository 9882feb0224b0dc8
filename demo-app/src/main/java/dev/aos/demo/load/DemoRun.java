package dev.aos.demo.load;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * Runs the same server without and with the agent under the same load and prints one table.
 *
 * <p>The table goes to stdout, everything else to stderr. The exit code is 0 only if every answer
 * was right, 1 if not, and 2 for a command line that can't be read.
 */
public final class DemoRun {
  private static final int SUSPENDING_JDK = 21;

  private final RunOptions options;
  private final Progress progress;
  private volatile boolean ending;

  private DemoRun(RunOptions options) {
    this.options = options;
    this.progress = new Progress(System.err, options.live());
  }

  /** The entry point of {@code demo-app/run}. */
  public static void main(String[] arguments) {
    RunOptions options;
    try {
      options = RunOptions.parse(arguments);
    } catch (IllegalArgumentException badOption) {
      System.err.println("demo-app/run: " + badOption.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new DemoRun(options).exitCode());
  }

  private int exitCode() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "user-ends-run"));
    try {
      return compare() ? 0 : 1;
    } catch (LoadException failure) {
      return failed(failure.getMessage());
    } catch (IOException failure) {
      return failed(failure.toString());
    } catch (InterruptedException interrupted) {
      return 1;
    }
  }

  private int failed(String message) {
    if (!ending) { // else the servers end because the user wants it
      progress.end();
      System.err.println("demo-app/run: " + message);
    }
    return 1;
  }

  private boolean compare() throws LoadException, IOException, InterruptedException {
    String jdk = System.getProperty("java.version");
    sayConditions(jdk);
    AnswerCheck check = new AnswerCheck();
    ServerRun runs = new ServerRun(options, progress, check);
    RunFigures without = runs.measure(withoutAgent());
    RunFigures with = runs.measure(withAgent());
    progress.end();
    Comparison comparison = new Comparison(jdk, without, with, check.allRight());
    System.out.print(FiguresTable.of(comparison));
    if (options.json().isPresent()) {
      Files.writeString(options.json().get(), FiguresJson.of(comparison));
    }
    check.complaint().ifPresent(progress::say);
    if (check.allRight()) {
      progress.say("all " + check.checked() + " answers were right; logs in " + options.work());
    }
    return check.allRight();
  }

  private void sayConditions(String jdk) {
    progress.say(
        "JDK "
            + jdk
            + ", one event-loop thread, "
            + options.clients()
            + " connections on /query and /file, 4 on /ping, "
            + options.pool()
            + " connections to the database");
    if (Runtime.version().feature() < SUSPENDING_JDK) {
      progress.say(
          "JDK "
              + Runtime.version().feature()
              + ": handlers can't be suspended, so the agent can't free the loop;"
              + " use JDK 21 or later to see what it does");
    }
  }

  private static Variant withoutAgent() {
    return new Variant("without", List.of(), Duration.ofSeconds(3), Duration.ofSeconds(16));
  }

  private Variant withAgent() throws LoadException {
    if (!Files.isReadable(options.agent())) {
      throw new LoadException("there is no agent at " + options.agent());
    }
    String agent =
        "-javaagent:" + options.agent().toAbsolutePath() + "=" + options.rules().toAbsolutePath();
    return new Variant("with", List.of(agent), Duration.ofSeconds(6), Duration.ofSeconds(15));
  }
}
