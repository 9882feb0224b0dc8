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
  /** The site's calls have been quick ({@code dispatch: adaptive}). */
  QUICK("quick, dispatch: adaptive"),
  /** The call would return or throw at once: what it waits for has happened. */
  NOTHING_TO_WAIT_FOR("nothing to wait for"),
  /** The call only waits, and its thread is no known loop: a worker could do no better. */
  ONLY_WAITS("it only waits, with loop: none"),
  /** The rule says of the receiver, or of what it has buffered, that the call won't block. */
  IN_MEMORY("answered from memory"),
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
  /** A method on the stack has taken a lock and not given it back. */
  LOCK_HELD("a java.util.concurrent lock is held"),
  /** A method on the stack may have taken a lock; its code is not known (yet). */
  LOCKS_UNKNOWN("a class takes locks and its code is not known yet"),
  /** A scoped value is bound: the worker would not see it, other handlers would. */
  SCOPED_VALUE("a ScopedValue is bound"),
  /** A native frame stands between the entry and the call: it can't be suspended. */
  NATIVE_FRAME("a native frame is on the stack"),
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
      case NO_ENTRY,
          MONITOR_HELD,
          CLASS_INITIALIZER,
          LOCK_HELD,
          LOCKS_UNKNOWN,
          SCOPED_VALUE,
          NATIVE_FRAME,
          OTHER_LANE,
          REFUSED,
          QUEUE_FULL ->
          true;
      default -> false;
    };
  }
}
