package dev.aos.demo.load;

import java.util.Optional;

/** Counts right and wrong answers over all runs, and keeps the first wrong one for the message. */
public final class AnswerCheck {
  private static final int SHOWN = 200;

  private long right;
  private long wrong;
  private String firstWrong;

  /** Counts a right answer. */
  public void right() {
    right++;
  }

  /** Counts a wrong answer. */
  public void wrong(Target target, String answer) {
    wrong++;
    if (firstWrong == null) {
      String start = answer.length() > SHOWN ? answer.substring(0, SHOWN) + "..." : answer;
      firstWrong = "GET " + target.uri() + " was answered with\n" + start;
    }
  }

  /** Whether there were answers, and none was wrong. */
  public boolean allRight() {
    return wrong == 0 && right > 0;
  }

  /** How many answers were counted. */
  public long checked() {
    return right + wrong;
  }

  /** What went wrong, if anything did. */
  public Optional<String> complaint() {
    if (wrong == 0) {
      return Optional.empty();
    }
    return Optional.of(
        wrong + " of " + checked() + " answers were wrong; the first: " + firstWrong);
  }
}
