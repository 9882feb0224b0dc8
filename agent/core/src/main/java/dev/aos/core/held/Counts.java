package dev.aos.core.held;

/**
 * The numbers of monitors, and of locks, that may be held at a place: two sets of numbers from 0 to
 * 7, as bits. More than 7 count as 7, of which one given back leaves 7 or 6.
 */
final class Counts {

  /** No monitor and no lock. */
  static final int NOTHING = 0x0101;

  private static final int SET = 0xFF;
  private static final int MONITORS = 8;
  private static final int MOST = 0x80;

  private Counts() {
    // no instances
  }

  static boolean locks(int counts) {
    return (counts & SET & ~1) != 0;
  }

  static boolean monitors(int counts) {
    return (counts >> MONITORS & SET & ~1) != 0;
  }

  static int lock(int counts) {
    return counts & SET << MONITORS | more(counts & SET);
  }

  static int unlock(int counts) {
    return counts & SET << MONITORS | less(counts & SET);
  }

  static int enterMonitor(int counts) {
    return counts & SET | more(counts >> MONITORS & SET) << MONITORS;
  }

  static int exitMonitor(int counts) {
    return counts & SET | less(counts >> MONITORS & SET) << MONITORS;
  }

  private static int more(int set) {
    return (set << 1 | set & MOST) & SET;
  }

  private static int less(int set) {
    return set >> 1 | set & (MOST | 1);
  }
}
