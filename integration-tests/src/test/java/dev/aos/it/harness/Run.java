package dev.aos.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A child JVM that has ended, and what it left behind. Each check gives the run back. */
public final class Run {

  private static final String OURS = "[aos] ";

  private final List<String> command;
  private final Path directory;
  private final int exitCode;
  private final String stdout;
  private final String stderr;

  Run(List<String> command, Path directory, int exitCode, String stdout, String stderr) {
    this.command = command;
    this.directory = directory;
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** What the program and the JVM printed on stdout. */
  public String stdout() {
    return stdout;
  }

  /** What the program and the JVM printed on stderr. */
  public String stderr() {
    return stderr;
  }

  /** Exit code 0, and on stderr nothing but what AOS says. */
  public Run succeeds() {
    return exitsWith(0).stderrHasOnlyAosLines();
  }

  /** The exit code. */
  public Run exitsWith(int expected) {
    return check(exitCode == expected, "exit code is " + exitCode + ", not " + expected);
  }

  /** All of stdout, but for the end of its last line. */
  public Run stdoutIs(String expected) {
    return check(trimmed(stdout).equals(expected), "stdout is not \"" + expected + "\"");
  }

  /** Something on stdout. */
  public Run stdoutHas(String part) {
    return check(stdout.contains(part), "stdout has no \"" + part + "\"");
  }

  /** All of stderr, but for the end of its last line. */
  public Run stderrIs(String expected) {
    return check(trimmed(stderr).equals(expected), "stderr is not \"" + expected + "\"");
  }

  /** Something on stderr. */
  public Run stderrHas(String part) {
    return check(stderr.contains(part), "stderr has no \"" + part + "\"");
  }

  /** Something that is not on stderr. */
  public Run stderrHasNo(String part) {
    return check(!stderr.contains(part), "stderr has \"" + part + "\"");
  }

  /** Nothing on stderr that is not a line of AOS: no warning of the JVM, no stack trace. */
  public Run stderrHasOnlyAosLines() {
    List<String> others = stderr.lines().filter(line -> !line.startsWith(OURS)).toList();
    return check(others.isEmpty(), "stderr has lines that are not AOS's: " + others);
  }

  /** How many lines stderr has. */
  public Run stderrHasLines(int expected) {
    long lines = stderr.lines().count();
    return check(lines == expected, "stderr has " + lines + " lines, not " + expected);
  }

  /** The text of a file in the working directory. */
  public String file(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** A file in the working directory. */
  public byte[] bytes(String name) {
    try {
      return Files.readAllBytes(directory.resolve(name));
    } catch (IOException missing) {
      throw failure(name + " can't be read: " + missing);
    }
  }

  /** Whether there is such a file in the working directory. */
  public boolean hasFile(String name) {
    return Files.exists(directory.resolve(name));
  }

  /** The whole report that the agent wrote. */
  public Report report() {
    return new Report(this, file(ChildJvm.REPORT));
  }

  /** A check of the caller's own. */
  public Run check(boolean holds, String otherwise) {
    if (!holds) {
      throw failure(otherwise);
    }
    return this;
  }

  AssertionError failure(String what) {
    return new AssertionError(what + describe());
  }

  String describe() {
    return "\n--- command, in "
        + directory
        + "\n"
        + String.join(" ", command)
        + "\n--- exit code\n"
        + exitCode
        + "\n--- stdout\n"
        + stdout
        + "\n--- stderr\n"
        + stderr;
  }

  private static String trimmed(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
