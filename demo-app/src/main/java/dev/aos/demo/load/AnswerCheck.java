package dev.aos.demo.load;

import java.util.Optional;

/** Counts right and wrong answers over all runs, and keeps the first wrong one for the message. */
final class AnswerCheck {
  private static final int SHOWN = 200;

  private long right;
  private long wrong;
  private String firstWrong;

  void right() {
    right++;
  }

  void wrong(Target target, String answer) {
    wrong++;
    if (firstWrong == null) {
      String start = answer.length() > SHOWN ? answer.substring(0, SHOWN) + "..." : answer;
      firstWrong = "GET " + target.uri() + " was answered with\n" + start;
    }
  }

  boolean allRight() {
    return wrong == 0 && right > 0;
  }

  long checked() {
    return right + wrong;
  }

  /** What went wrong, if anything did. */
  Optional<String> complaint() {
    if (wrong == 0) {
      return Optional.empty();
    }
    return Optional.of(
        wrong + " of " + checked() + " answers were wrong; the first: " + firstWrong);
  }
}
