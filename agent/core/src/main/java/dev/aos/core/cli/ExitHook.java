package dev.aos.core.cli;

import dev.aos.core.report.Report;
import dev.aos.runtime.Control;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs when the JVM shuts down: lets calls in flight finish within a grace period, then says what
 * was done.
 */
final class ExitHook extends Thread {

  private static final int GRACE_SECONDS = 5;
  private static final int REPORT_SECONDS = 5;

  /** For what is said when the time is over. */
  private static final int LAST_SECONDS = 1;

  private final Running running;
  private volatile boolean reported;

  ExitHook(Running running) {
    super("aos-exit");
    this.running = running;
  }

  @Override
  public void run() {
    running.end();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS + REPORT_SECONDS);
    // stderr may be a stream that blocks, and so may the disk: the JVM is not to hang for a report.
    runAtMost(
        GRACE_SECONDS + REPORT_SECONDS + LAST_SECONDS,
        "aos-report",
        () -> drainAndReport(deadline));
    if (!reported) {
      runAtMost(
          LAST_SECONDS,
          "aos-no-report",
          () ->
              Messages.say(
                  "no report: it was not there "
                      + (GRACE_SECONDS + REPORT_SECONDS + LAST_SECONDS)
                      + " seconds after the shutdown began"));
    }
  }

  private static void runAtMost(int seconds, String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(seconds));
    } catch (InterruptedException hurry) {
      // The JVM ends either way.
    }
  }

  private void drainAndReport(long deadline) {
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
      Report report = running.report();
      List<String> brief = report.brief();
      // The file first: nobody may be reading stderr any more.
      Optional<String> written =
          running.reportFile().map(name -> new ReportFile(name, deadline).write(report::writeTo));
      reported = true;
      for (String line : brief) {
        Messages.say(line);
      }
      written.ifPresent(Messages::say);
    } catch (Throwable failed) {
      reported = true;
      Messages.say("no report: " + failed);
    }
  }
}
