package dev.aos.runtime;

/** Why a woven call ran where it stood instead of being dispatched. */
public enum DirectReason {
  /** The thread is no event loop and no worker: as the contract says. */
  OFF_LOOP("off the loop"),
  /** The thread is a worker already: a nested offload on a bounded pool deadlocks. */
  ON_WORKER("on a worker already"),
  /** The thread is virtual: it blocks no loop. */
  VIRTUAL_THREAD("on a virtual thread"),
  /** The rule only counts. */
  COUNTED("mode: count"),
  /** The switch is off. */
  SWITCHED_OFF("switched off"),
  /** Handlers can't be suspended in this JVM. */
  CANNOT_SUSPEND("this JVM can't suspend handlers"),
  /** The thread is an event loop, but runs something that did not come through an entry. */
  NO_ENTRY("outside every entry of its loop"),
  /** A monitor is held somewhere on the thread. */
  MONITOR_HELD("a monitor is held"),
  /** A class initialiser is on the stack: whoever touches its class waits for this thread. */
  CLASS_INITIALIZER("a class is being initialised"),
  /** The handler runs inside a handler of another lane, and can't be suspended without it. */
  OTHER_LANE("inside a handler of another lane"),
  /** The executor's workers all wait, and nobody could tell for how long. */
  STALLED("the executor made no progress"),
  /** The JVM refused to suspend: a native frame, a class initialiser, no memory. */
  REFUSED("the JVM refused to suspend here"),
  /** The executor's queue is full and the call may not or can't wait. */
  QUEUE_FULL("the executor's queue was full");

  private final String text;

  DirectReason(String text) {
    this.text = text;
  }

  /** The reason in words, for the report. */
  public String text() {
    return text;
  }

  /**
   * Whether the call stood on an event loop and blocked it: a pin, in the report's words. The
   * others are as the contract wants them, or as the user asked.
   */
  public boolean pinned() {
    return switch (this) {
      case NO_ENTRY, MONITOR_HELD, CLASS_INITIALIZER, OTHER_LANE, REFUSED, QUEUE_FULL -> true;
      default -> false;
    };
  }
}
