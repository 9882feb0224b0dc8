package dev.aos.runtime;

import java.util.List;
import java.util.Optional;

/**
 * How a call that only waits is waited for without a worker.
 *
 * @param when the binary names of types; it is meant for receivers that have one of them. Empty:
 *     for all
 * @param means how it is known that the wait is over
 * @param timeout at which argument the call's own limit begins, if the call has one there; -1 = the
 *     call has none
 * @param interruptible whether an interrupt ends the call
 */
public record WaitSettings(List<String> when, Means means, int timeout, boolean interruptible) {

  /** How it is known that the wait is over. */
  public sealed interface Means {}

  /** By the time alone: the call sleeps. */
  public record Elapse() implements Means {}

  /**
   * Not at all: calls that have nothing to wait for run directly, others are dispatched.
   *
   * @param state whether there is something to wait for
   */
  public record Dispatch(State state) implements Means {}

  /**
   * By a callback; then the call itself is made, which has nothing to wait for any more.
   *
   * @param state whether there is something to wait for
   * @param subscribe a path that takes the callback as {@code it}
   * @param unsubscribe a path that gives it back when the wait has ended otherwise
   */
  public record Subscribe(State state, Path subscribe, Optional<Path> unsubscribe)
      implements Means {}

  /**
   * By the end of a stage, whose outcome is the call's: the call itself is not made.
   *
   * @param stage a path that begins the work, to a {@code CompletionStage}
   * @param result a path with {@code it}, the stage's result: what the call returns
   * @param failure what the call throws
   */
  public record Instead(Path stage, Optional<Path> result, Failure failure) implements Means {}

  /**
   * A question whether the wait is over.
   *
   * @param path to a boolean, or to a number: zero means false
   * @param over whether it is over if the answer is true
   */
  public record State(Path path, boolean over) {}

  /**
   * What a call throws that was made another way.
   *
   * @param error a path with {@code it}, what the stage has failed with; empty: that itself, out of
   *     a {@code CompletionException}
   * @param wrap binary names of exceptions; what the stage has failed with gets a new one of the
   *     nearest of its superclasses around it
   * @param copy the same for new ones that have no cause
   * @param suppressed the text of an exception that is added to it; empty = none
   * @param expired a path to what is thrown when the call's limit is over; empty: a {@code
   *     TimeoutException}
   */
  public record Failure(
      Optional<Path> error,
      List<String> wrap,
      List<String> copy,
      String suppressed,
      Optional<Path> expired) {}
}
