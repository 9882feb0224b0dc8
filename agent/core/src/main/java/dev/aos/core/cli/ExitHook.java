package dev.aos.core.cli;

import dev.aos.core.report.Report;
import dev.aos.runtime.Control;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Runs when the JVM shuts down: lets calls in flight finish within a grace period, then says what
 * was done.
 */
final class ExitHook extends Thread {

  private static final int GRACE_SECONDS = 5;

  private final Report report;
  private final Optional<String> file;

  ExitHook(Report report, Optional<String> file) {
    super("aos-exit");
    this.report = report;
    this.file = file;
  }

  @Override
  public void run() {
    try {
      int left = Control.drain(GRACE_SECONDS * 1_000_000_000L);
      if (left > 0) {
        Messages.say(
            left
                + " calls were still under way "
                + GRACE_SECONDS
                + " seconds after the shutdown began");
      }
      for (String line : report.brief()) {
        Messages.say(line);
      }
      if (file.isPresent()) {
        write(file.get());
      }
    } catch (Throwable failed) {
      Messages.say("no report: " + failed);
    }
  }

  private void write(String name) {
    try (Writer out = new OutputStreamWriter(new FileOutputStream(name), StandardCharsets.UTF_8)) {
      for (String line : report.whole()) {
        out.write(line);
        out.write('\n');
      }
      Messages.say("the whole report is in " + name);
    } catch (IOException failed) {
      Messages.say("the report can't be written to " + name + ": " + failed.getMessage());
    }
  }
}
