package dev.aos.core.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
public final class DidYouMean {

  /** Nobody mistypes a word so long; a bound for words that are no words. */
  private static final int LONGEST = 60;

  /** A word at least so long may be the beginning of the one that is meant. */
  private static final int SHORTEST = 3;

  private DidYouMean() {
    // no instances
  }

  /** What to write instead: the closest of the known words, or else all of them. */
  static String hint(String word, List<String> known, String whatTheyAre) {
    Optional<String> closest = closest(word, known);
    if (closest.isPresent()) {
      return "did you mean " + Quote.of(closest.get()) + "?";
    }
    return whatTheyAre + " " + list(known);
  }

  /** The words, each quoted, with commas. */
  static String list(List<String> words) {
    StringBuilder list = new StringBuilder();
    for (String word : words) {
      list.append(list.length() == 0 ? "" : ", ").append(Quote.of(word));
    }
    return list.toString();
  }

  /** The candidate that is closest to a word, if one is close enough. */
  public static Optional<String> closest(String word, List<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    Optional<String> closest = Optional.empty();
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      String known = candidate.toLowerCase(Locale.ROOT);
      boolean cut = lower.length() >= SHORTEST && known.startsWith(lower);
      int distance = cut ? 1 : distance(lower, known);
      int allowed = Math.max(1, Math.min(word.length(), candidate.length()) / 3);
      if (distance <= allowed && distance < least) {
        least = distance;
        closest = Optional.of(candidate);
      }
    }
    return closest;
  }

  /** How many letters must be added, dropped, replaced or swapped with the next one. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = cost[i - 1][j - 1] + replaced;
        least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[from.length()][to.length()];
  }
}
