package dev.aos.core.cli;

/** What AOS says: on stderr alone, with one prefix. */
final class Messages {

  static final String PREFIX = "[aos] ";

  private Messages() {
    // no instances
  }

  static void say(String line) {
    System.err.println(PREFIX + line);
  }
}
