package dev.aos.runtime;

/**
 * When a handler that needs no worker waits no longer. Its call may say so, and its rule.
 *
 * @param moment by {@link System#nanoTime}
 * @param end what has ended the wait then; null if it waits as long as it takes
 */
record Deadline(long moment, Waiting.End end) {

  /** It waits as long as it takes. */
  static final Deadline NEVER = new Deadline(0, null);

  /** The one of a wait that may last so long from now on. */
  static Deadline in(long nanos, Waiting.End end) {
    return new Deadline(System.nanoTime() + nanos, end);
  }

  boolean isNever() {
    return end == null;
  }

  long nanosLeft() {
    return moment - System.nanoTime();
  }

  /** The earlier one; this, if both are due at once. */
  Deadline or(Deadline other) {
    if (isNever()) {
      return other;
    }
    return other.isNever() || other.moment - moment >= 0 ? this : other;
  }
}
