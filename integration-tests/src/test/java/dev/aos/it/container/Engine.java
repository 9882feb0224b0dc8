package dev.aos.it.container;

import static org.junit.jupiter.api.Assumptions.abort;

import org.testcontainers.DockerClientFactory;

/** The container engine of this machine: anything that Testcontainers can talk to. */
final class Engine {

  private static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();

  private Engine() {
    // no instances
  }

  /** Skips a test where there is none, with one line. */
  static void needed(String tests) {
    if (!ANSWERS) {
      skip(tests, "no container engine answers; see integration-tests/containers/README.md");
    }
  }

  /** Skips a test, and says so where it is seen. */
  static void skip(String tests, String reason) {
    String line = tests + " skipped: " + reason;
    System.err.println("[containers] " + line);
    abort(line);
  }
}
