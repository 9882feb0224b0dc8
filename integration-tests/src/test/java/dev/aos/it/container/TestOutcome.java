package dev.aos.it.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;

/**
 * What became of a test that ran in a container.
 *
 * @param suite the simple name of its class
 * @param name its name as JUnit shows it, with those of what it is part of
 * @param status what became of it
 * @param took how long it took
 * @param detail the stack trace or the reason; empty if it has passed
 */
record TestOutcome(String suite, String name, Status status, Duration took, String detail) {

  private static final String SEPARATOR = "\t";

  enum Status {
    PASSED,
    SKIPPED,
    FAILED
  }

  /** One line, which has nothing in it that a line can't have. */
  String toLine() {
    return String.join(
        SEPARATOR,
        status.name(),
        Long.toString(took.toMillis()),
        encoded(suite),
        encoded(name),
        encoded(detail));
  }

  static TestOutcome of(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new TestOutcome(
        decoded(parts[2]),
        decoded(parts[3]),
        Status.valueOf(parts[0]),
        Duration.ofMillis(Long.parseLong(parts[1])),
        decoded(parts[4]));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), UTF_8);
  }
}
