package dev.aos.it.harness;

/** How often a fixture repeats itself; ten times as often in {@code mvn verify -Pfull}. */
public final class Rounds {

  private static final int FACTOR = Boolean.getBoolean("aos.full") ? 10 : 1;

  private Rounds() {
    // no instances
  }

  /** The number of rounds, if so many are enough in a short run. */
  public static int atLeast(int rounds) {
    return rounds * FACTOR;
  }

  /** The number of rounds, where a full run needs its own. */
  public static int either(int usually, int inFullRuns) {
    return FACTOR == 1 ? usually : inFullRuns;
  }
}
