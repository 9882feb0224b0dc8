package dev.aos.it.difference;

import java.util.ArrayList;
import java.util.List;

/**
 * What one run of a program came to.
 *
 * @param result what it returned, or threw, with its frames
 * @param lines what the library saw
 */
record Outcome(String result, List<String> lines) {

  /** Where two differ first; empty if they are the same. */
  static String difference(List<Outcome> plain, List<Outcome> woven) {
    List<String> expected = text(plain);
    List<String> seen = text(woven);
    for (int i = 0; i < Math.max(expected.size(), seen.size()); i++) {
      String left = i < expected.size() ? expected.get(i) : "(nothing)";
      String right = i < seen.size() ? seen.get(i) : "(nothing)";
      if (!left.equals(right)) {
        return "expected: " + left + "\nbut was:  " + right;
      }
    }
    return "";
  }

  private static List<String> text(List<Outcome> outcomes) {
    List<String> text = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      text.addAll(outcome.lines());
      text.add(outcome.result());
    }
    return text;
  }
}
