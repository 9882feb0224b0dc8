package dev.aos.core.cli;

import dev.aos.core.report.Quantity;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** What AOS says: on stderr alone, with one prefix. */
final class Messages {

  static final String PREFIX = "[aos] ";

  private Messages() {
    // no instances
  }

  /** How many rules there are. */
  static String rules(RuleSet rules) {
    return Quantity.of(rules.offload().size(), "rule")
        + ", "
        + Quantity.of(rules.keep().size(), "exception");
  }

  /** Problems as they are said, in a list of the caller's own. */
  static List<String> texts(List<Problem> problems) {
    List<String> texts = new ArrayList<>();
    problems.forEach(problem -> texts.add(problem.toString()));
    return texts;
  }

  static void say(String line) {
    System.err.println(PREFIX + line);
  }
}
