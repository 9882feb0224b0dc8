package dev.aos.it.overlap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What programs read and write. A read tells how many writes came before it, so one that comes too
 * late or too early gives something else; writes are logged. Whether a call fails depends on its
 * argument and the writes before it, and on nothing else. For one program at a time.
 */
public final class Shelf {

  private static final int SLOW_ONE_IN = 4;
  private static final long SLOW_NANOS = 30_000;
  private static final int LONGEST = 24;

  private static final List<String> LOG = new ArrayList<>();
  private static final AtomicInteger INSIDE = new AtomicInteger();
  private static final AtomicInteger OVERLAPPED = new AtomicInteger();

  private static volatile int version;
  private static volatile int salt;
  private static volatile int failuresInThousand;

  private Shelf() {
    // no instances
  }

  /** A call that fails. */
  public static final class Torn extends RuntimeException {

    private static final long serialVersionUID = 1;

    Torn(String page) {
      super(page);
    }
  }

  static void begin(int chance, int failures) {
    synchronized (LOG) {
      LOG.clear();
    }
    version = 0;
    salt = chance;
    failuresInThousand = failures;
  }

  /** What was written. */
  static List<String> log() {
    synchronized (LOG) {
      return List.copyOf(LOG);
    }
  }

  /** How many calls have begun while another one was under way. */
  static int overlapped() {
    return OVERLAPPED.get();
  }

  private static int look(String page) {
    if (INSIDE.getAndIncrement() > 0) {
      OVERLAPPED.incrementAndGet();
    }
    try {
      int found = version;
      int chance = Math.floorMod(page.hashCode() * 31 + found * 17 + salt, 1000);
      if (chance % SLOW_ONE_IN == 0) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      if (chance < failuresInThousand) {
        throw new Torn(page + "@" + found);
      }
      return found;
    } finally {
      INSIDE.decrementAndGet();
    }
  }

  /** A read. */
  public static String read(String page) {
    String text = page + "@" + look(page);
    return text.length() > LONGEST ? "#" + text.hashCode() : text;
  }

  /** A read. */
  public static String readAt(Path page) {
    return read(page.toString());
  }

  /** A read. */
  public static long size(String page) {
    return look(page) * 1_000L + page.length();
  }

  /** A read. */
  public static double ratio(int page) {
    return look("r" + page) + page / 4.0;
  }

  /** A read. */
  public static int count(String page, long more) {
    return look(page) + (int) more;
  }

  /** A read that gives nothing. */
  public static void check(String page) {
    look(page);
  }

  /** A write. */
  public static String write(String page) {
    version++;
    synchronized (LOG) {
      LOG.add("write " + page + "@" + version);
    }
    look("w" + page);
    return page;
  }

  /** A write that gives nothing. */
  public static void note(int number) {
    version++;
    synchronized (LOG) {
      LOG.add("note " + number + "@" + version);
    }
  }
}
