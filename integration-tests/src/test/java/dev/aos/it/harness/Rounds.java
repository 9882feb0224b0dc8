package dev.aos.it.harness;

/** How often a fixture repeats itself; ten times as often in {@code mvn verify -Pfull}. */
public final class Rounds {

  private static final boolean FULL = Boolean.getBoolean("aos.full");
  private static final int FACTOR = FULL ? 10 : 1;

  /** In a short run a part of the random programs will do in each of many containers. */
  private static final int PART = FULL ? 1 : Integer.getInteger("aos.part", 1);

  private Rounds() {
    // no instances
  }

  /** Whether this is {@code mvn verify -Pfull}. */
  public static boolean isFull() {
    return FULL;
  }

  /** The number of rounds, if so many are enough in a short run. */
  public static int atLeast(int rounds) {
    return rounds * FACTOR;
  }

  /** The number of rounds: of a short run, or of a full one. */
  public static int of(int normally, int full) {
    return FULL ? full : normally;
  }

  /** The number of random programs: of a short run, or of a full one. */
  public static int programs(int normally, int full) {
    return FULL ? full : normally / PART;
  }
}
