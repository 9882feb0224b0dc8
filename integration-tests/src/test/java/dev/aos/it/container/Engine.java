package dev.aos.it.container;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;

/**
 * The container engine of this machine: anything that Testcontainers can talk to. Where there is
 * none all tests that need one are skipped, and one line says so.
 */
final class Engine {

  private static final String NONE =
      "no container engine answers; see integration-tests/containers/README.md";

  private static final boolean ANSWERS = ask();

  private Engine() {
    // no instances
  }

  private static boolean ask() {
    boolean answers = DockerClientFactory.instance().isDockerAvailable();
    if (!answers) {
      say("the tests in containers, of all JDKs and with PostgreSQL, are skipped: " + NONE);
    }
    return answers;
  }

  /** Skips a test if there is none. */
  static void needed() {
    if (!ANSWERS) {
      abort(NONE);
    }
  }

  /** Skips a test although there is one, and says so where it is seen. */
  static void skip(String tests, String reason) {
    String line = tests + " skipped: " + reason;
    say(line);
    abort(line);
  }

  private static void say(String line) {
    System.out.println("[containers] " + line);
  }
}
