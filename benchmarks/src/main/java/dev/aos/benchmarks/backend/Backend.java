package dev.aos.benchmarks.backend;

/** The calls that the rules take off the loop. */
public final class Backend {
  /** How long a query takes. */
  public static final int QUERY_MILLIS = 20;

  private Backend() {}

  /** Waits, as a call to a database does. */
  public static String query() {
    try {
      Thread.sleep(QUERY_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return "found";
  }

  /** Waits as long, and changes nothing. */
  public static int look(int value) {
    query();
    return value;
  }

  /** Takes no time, so that all that is measured is the way there and back. */
  public static int quick(int value) {
    return value + 1;
  }
}
