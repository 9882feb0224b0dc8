package dev.aos.core.cli;

import dev.aos.core.report.Report;
import dev.aos.runtime.Control;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs when the JVM shuts down: lets calls in flight finish within a grace period, then says what
 * was done.
 */
final class ExitHook extends Thread {

  private static final int GRACE_SECONDS = 5;
  private static final int REPORT_SECONDS = 5;

  private final Running running;

  ExitHook(Running running) {
    super("aos-exit");
    this.running = running;
  }

  @Override
  public void run() {
    running.end();
    // stderr may be a stream that blocks, and so may the disk: the JVM is not to hang for a report.
    Thread reporter = new Thread(this::drainAndReport, "aos-report");
    reporter.setDaemon(true);
    reporter.start();
    try {
      reporter.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS + REPORT_SECONDS));
    } catch (InterruptedException hurry) {
      // The JVM ends either way.
    }
  }

  private void drainAndReport() {
    try {
      int left = Control.drain(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
      if (left > 0) {
        Messages.say(
            left
                + (left == 1 ? " call was" : " calls were")
                + " still under way "
                + GRACE_SECONDS
                + " seconds after the shutdown began");
      }
      // The file first: nobody may be reading stderr any more.
      Report report = running.report();
      Optional<String> written = running.reportFile().map(name -> write(report, name));
      for (String line : report.brief()) {
        Messages.say(line);
      }
      written.ifPresent(Messages::say);
    } catch (Throwable failed) {
      Messages.say("no report: " + failed);
    }
  }

  /**
   * Writes the whole report.
   *
   * @return what to say of it
   */
  private static String write(Report report, String name) {
    try (Writer out = new OutputStreamWriter(new FileOutputStream(name), StandardCharsets.UTF_8)) {
      for (String line : report.whole()) {
        out.write(line);
        out.write('\n');
      }
      return "the whole report is in " + name;
    } catch (IOException failed) {
      return "the report can't be written to " + name + ": " + failed.getMessage();
    }
  }
}
