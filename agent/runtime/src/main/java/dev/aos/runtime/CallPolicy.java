package dev.aos.runtime;

/**
 * What a rule says of its calls, beyond who runs them.
 *
 * @param await when the handler waits for the result
 * @param effect what the calls do to the world outside
 * @param timeoutNanos how long a handler waits at most; 0 = until the call ends
 * @param cancel what becomes of a call whose handler has given up waiting
 * @param dispatch whether quick calls stay on the loop
 * @param quickNanos so long a quick call takes at most
 * @param receivers which of them are meant, and which won't block, by what they are made on
 */
public record CallPolicy(
    Await await,
    Effect effect,
    long timeoutNanos,
    Cancel cancel,
    Dispatch dispatch,
    long quickNanos,
    ReceiverPolicy receivers) {

  /** What holds where no rule says otherwise. */
  public static final CallPolicy BUILT_IN =
      new CallPolicy(
          Await.AUTO, Effect.WRITE, 0, Cancel.ABANDON, Dispatch.ALWAYS, 50_000, ReceiverPolicy.ALL);

  /** When the handler waits for the result. */
  public enum Await {
    /** At the call where it can be suspended, at the first use where it can't. */
    AUTO,
    /** At the call. */
    CALL,
    /** At the first instruction that needs the result. */
    USE
  }

  /** What a call does to the world outside. */
  public enum Effect {
    /** It only looks: two of them may be under way together. */
    READ,
    /** It may change something that another call sees. */
    WRITE
  }

  /** What becomes of a call whose handler has given up waiting. */
  public enum Cancel {
    /** It goes on, and nobody takes its result. */
    ABANDON,
    /** The handler waits for it all the same, and gives up then. */
    WAIT,
    /** Its worker is interrupted. */
    INTERRUPT
  }

  /** Whether quick calls stay on the loop. */
  public enum Dispatch {
    /** Every call is dispatched. */
    ALWAYS,
    /** A site whose calls have been quick runs them directly. */
    ADAPTIVE
  }
}
