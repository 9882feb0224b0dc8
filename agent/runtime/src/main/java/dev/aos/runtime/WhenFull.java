package dev.aos.runtime;

/** What a call does that meets a full queue. */
public enum WhenFull {
  /** The lane waits for room, suspended; a call that can't suspend runs where it stands. */
  WAIT,
  /** The call runs where it stands, on the loop. */
  RUN_HERE,
  /** The call throws {@link java.util.concurrent.RejectedExecutionException}. */
  REJECT
}
