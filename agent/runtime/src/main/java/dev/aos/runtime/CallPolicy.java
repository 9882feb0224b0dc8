package dev.aos.runtime;

import java.util.List;

/**
 * What a rule says of its calls, beyond who runs them.
 *
 * @param await when the handler waits for the result
 * @param effect what the calls do to the world outside
 * @param timeoutNanos how long a handler waits at most; 0 = until the call ends
 * @param cancel what becomes of a call whose handler has given up waiting
 * @param dispatch whether quick calls stay on the loop
 * @param quickNanos so long a quick call takes at most
 * @param waits how calls are waited for without a worker, for some receivers each; the first that
 *     fits holds, the rest of the calls are dispatched
 * @param receivers which of them are meant, and which won't block, by what they are made on
 */
public record CallPolicy(
    Await await,
    Effect effect,
    long timeoutNanos,
    Cancel cancel,
    Dispatch dispatch,
    long quickNanos,
    List<WaitSettings> waits,
    ReceiverPolicy receivers) {

  /** What holds where no rule says otherwise. */
  public static final CallPolicy BUILT_IN =
      new CallPolicy(
          Await.AUTO,
          Effect.WRITE,
          0,
          Cancel.ABANDON,
          Dispatch.ALWAYS,
          50_000,
          List.of(),
          ReceiverPolicy.ALL);

  /** The same for calls that are awaited at another time. */
  public CallPolicy with(Await other) {
    return new CallPolicy(
        other, effect, timeoutNanos, cancel, dispatch, quickNanos, waits, receivers);
  }

  /** The same for calls with another effect. */
  public CallPolicy with(Effect other) {
    return new CallPolicy(
        await, other, timeoutNanos, cancel, dispatch, quickNanos, waits, receivers);
  }

  /** The same for calls that are waited for so long at most; 0 = until they end. */
  public CallPolicy within(long nanos, Cancel then) {
    return new CallPolicy(await, effect, nanos, then, dispatch, quickNanos, waits, receivers);
  }

  /** The same for calls that are waited for like this. */
  public CallPolicy withWaits(List<WaitSettings> ways) {
    return new CallPolicy(
        await, effect, timeoutNanos, cancel, dispatch, quickNanos, List.copyOf(ways), receivers);
  }

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
