package dev.aos.runtime;

/** What this JVM lets the agent do; found out once, at start-up, by trying. */
final class Capabilities {

  private static volatile boolean suspends;

  private Capabilities() {
    // no instances
  }

  static boolean suspends() {
    return suspends;
  }

  static void setSuspends(boolean value) {
    suspends = value;
  }
}
