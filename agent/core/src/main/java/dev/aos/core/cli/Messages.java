package dev.aos.core.cli;

import dev.aos.core.rules.RuleSet;

/** What AOS says: on stderr alone, with one prefix. */
final class Messages {

  static final String PREFIX = "[aos] ";

  private Messages() {
    // no instances
  }

  /** How many rules there are. */
  static String rules(RuleSet rules) {
    return count(rules.offload().size(), "rule") + ", " + count(rules.keep().size(), "exception");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static void say(String line) {
    System.err.println(PREFIX + line);
  }
}
