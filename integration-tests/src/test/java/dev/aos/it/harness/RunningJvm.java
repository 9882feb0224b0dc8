package dev.aos.it.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child JVM that runs. Closing it kills it, if it has not ended by then. */
public final class RunningJvm implements AutoCloseable {

  private static final Duration AFTER_THE_END = Duration.ofSeconds(5);

  private final Process process;
  private final Jdk jdk;
  private final List<String> command;
  private final Path directory;
  private final Duration timeout;
  private final long deadline;
  private final Output stdout;
  private final Output stderr;

  RunningJvm(Process process, Jdk jdk, List<String> command, Path directory, Duration timeout) {
    this.process = process;
    this.jdk = jdk;
    this.command = command;
    this.directory = directory;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.stdout = new Output(process.getInputStream(), "stdout of " + process.pid());
    this.stderr = new Output(process.getErrorStream(), "stderr of " + process.pid());
  }

  /** Its working directory. */
  public Path directory() {
    return directory;
  }

  /** Waits for a line on stdout that starts with a prefix; gives the rest of the line. */
  public String awaitLine(String prefix) {
    try {
      return stdout
          .awaitLine(line -> line.startsWith(prefix), left())
          .map(line -> line.substring(prefix.length()))
          .orElseThrow(() -> kill("never printed a line that starts with \"" + prefix + "\""));
    } catch (InterruptedException interrupted) {
      throw kill("the test was interrupted");
    }
  }

  /** Waits for a line on stderr that has something in it; gives the whole line. */
  public String awaitErrorLine(String part) {
    try {
      return stderr
          .awaitLine(line -> line.contains(part), left())
          .orElseThrow(() -> kill("never printed a line with \"" + part + "\" on stderr"));
    } catch (InterruptedException interrupted) {
      throw kill("the test was interrupted");
    }
  }

  /** Waits until the JVM has ended by itself. */
  public Run awaitEnd() {
    try {
      if (!process.waitFor(left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw kill("did not end within " + timeout.toSeconds() + " seconds");
      }
      stdout.awaitEnd(AFTER_THE_END);
      stderr.awaitEnd(AFTER_THE_END);
    } catch (InterruptedException interrupted) {
      throw kill("the test was interrupted");
    }
    return ended(process.exitValue());
  }

  /** Asks the JVM to end, as an operator does, and waits until it has. */
  public Run stop() {
    // Process.destroy would close the streams as well, and lose what is said at the end.
    process.toHandle().destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  private Run ended(int exitCode) {
    return new Run(command, directory, exitCode, stdout.text(), stderr.text());
  }

  private AssertionError kill(String what) {
    String dump = process.isAlive() ? threadDump() : "(the JVM has ended)";
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      stdout.awaitEnd(AFTER_THE_END);
      stderr.awaitEnd(AFTER_THE_END);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    int exitCode = process.isAlive() ? -1 : process.exitValue();
    return new AssertionError(
        "the JVM " + what + ended(exitCode).describe() + "\n--- threads\n" + dump);
  }

  private String threadDump() {
    try {
      Process jstack =
          new ProcessBuilder(jdk.tool("jstack").toString(), "-l", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      Output dump = new Output(jstack.getInputStream(), "jstack of " + process.pid());
      if (!jstack.waitFor(10, TimeUnit.SECONDS)) {
        jstack.destroyForcibly();
      }
      dump.awaitEnd(AFTER_THE_END);
      return dump.text();
    } catch (IOException noTool) {
      return "(no thread dump: " + noTool + ")";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "(no thread dump: interrupted)";
    }
  }
}
