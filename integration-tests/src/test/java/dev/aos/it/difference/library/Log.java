package dev.aos.it.difference.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a program does, as the library sees it: each call with its arguments, in order. The results
 * of the calls follow from it, and so does which of them fail. One program runs at a time.
 */
public final class Log {

  private static final int FUEL = 150;

  private static Log current;

  private final List<String> lines = new ArrayList<>();
  private final Places places;
  private final int failuresInThousand;
  private int ticks;
  private int nodes;
  private long state;
  private Throwable thrown;

  private Log(Places places, int failuresInThousand, long seed) {
    this.places = places;
    this.failuresInThousand = failuresInThousand;
    this.state = seed;
  }

  /**
   * Begins the log of a run, on the thread that the program runs on.
   *
   * @param seed what results follow from
   * @param failuresInThousand how many calls fail
   */
  public static Log begin(long seed, int failuresInThousand) {
    current = new Log(new Places(), failuresInThousand, seed);
    return current;
  }

  static Log current() {
    return current;
  }

  /** What has been logged. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** Where the calls ran. */
  public Places places() {
    return places;
  }

  /** A call of the library; gives what its result follows from, or fails. */
  static long call(String name, Object... arguments) {
    current.places.note();
    return directCall(name, arguments);
  }

  /** The same for a call that is never dispatched. */
  static long directCall(String name, Object... arguments) {
    Log log = current;
    log.add(name + text(arguments));
    int choice = (int) (log.state >>> 20);
    if (Math.floorMod(choice, 1000) < log.failuresInThousand) {
      log.thrown = Failures.some(choice / 1000);
      throw Log.<RuntimeException>unchecked(log.thrown);
    }
    return log.state;
  }

  /** Adds a line. Later results follow from it. */
  void add(String line) {
    if (++ticks > FUEL) {
      throw new OutOfFuel();
    }
    lines.add(line);
    state = mixed(state + line.hashCode());
  }

  /** Whether a throwable is the last one that the library has thrown, itself. */
  boolean isLast(Throwable throwable) {
    return throwable == thrown;
  }

  int nextNode() {
    return ++nodes;
  }

  private static String text(Object[] arguments) {
    String list = Arrays.deepToString(arguments);
    return "(" + list.substring(1, list.length() - 1) + ")";
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
