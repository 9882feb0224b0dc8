package dev.aos.core.rules;

import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.ReceiverPolicy;
import dev.aos.runtime.WhenFull;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings that a rule, an include or {@code defaults:} gives; empty where it says nothing.
 *
 * @param executor the name of the executor
 * @param mode what is done with the calls
 * @param whenFull what a call does that meets a full queue
 * @param order which calls never overlap, and where that stands
 * @param await when the handler waits for the result
 * @param effect what the calls do to the world outside
 * @param timeout how long a handler waits at most
 * @param cancel what becomes of a call whose handler has given up waiting
 * @param dispatch whether quick calls stay on the loop
 * @param quick so long a quick call takes at most
 * @param obtains whether the call waits for what another handler gives back
 * @param force whether calls that are asynchronous already are dispatched too
 * @param receivers what is said of the objects that the calls are made on
 */
record RuleSettings(
    Optional<String> executor,
    Optional<Mode> mode,
    Optional<WhenFull> whenFull,
    Optional<Located<Order>> order,
    Optional<CallPolicy.Await> await,
    Optional<CallPolicy.Effect> effect,
    Optional<Duration> timeout,
    Optional<CallPolicy.Cancel> cancel,
    Optional<CallPolicy.Dispatch> dispatch,
    Optional<Duration> quick,
    Optional<Boolean> obtains,
    Optional<Boolean> force,
    Optional<ReceiverPolicy> receivers) {

  /** Says nothing. */
  static RuleSettings none() {
    return new RuleSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** These settings, and where they say nothing the other ones. */
  RuleSettings or(RuleSettings other) {
    return new RuleSettings(
        first(executor, other.executor),
        first(mode, other.mode),
        first(whenFull, other.whenFull),
        first(order, other.order),
        first(await, other.await),
        first(effect, other.effect),
        first(timeout, other.timeout),
        first(cancel, other.cancel),
        first(dispatch, other.dispatch),
        first(quick, other.quick),
        first(obtains, other.obtains),
        first(force, other.force),
        both(receivers, other.receivers));
  }

  /** The policy, built in where these say nothing. */
  CallPolicy policy() {
    CallPolicy builtIn = CallPolicy.BUILT_IN;
    return new CallPolicy(
        await.isPresent() ? await.get() : builtIn.await(),
        effect.isPresent() ? effect.get() : builtIn.effect(),
        timeout.isPresent() ? timeout.get().toNanos() : builtIn.timeoutNanos(),
        cancel.isPresent() ? cancel.get() : builtIn.cancel(),
        dispatch.isPresent() ? dispatch.get() : builtIn.dispatch(),
        quick.isPresent() ? quick.get().toNanos() : builtIn.quickNanos(),
        builtIn.waits(),
        receivers.isPresent() ? receivers.get() : builtIn.receivers());
  }

  /** The same with what a rule says of receivers. */
  RuleSettings withReceivers(ReceiverPolicy policy) {
    return new RuleSettings(
        executor,
        mode,
        whenFull,
        order,
        await,
        effect,
        timeout,
        cancel,
        dispatch,
        quick,
        obtains,
        force,
        Optional.of(policy));
  }

  /** An include adds classes to what each rule of the pack says. */
  private static Optional<ReceiverPolicy> both(
      Optional<ReceiverPolicy> one, Optional<ReceiverPolicy> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(other.get().withDirectOn(one.get().directOn()))
        : first(one, other);
  }

  private static <T> Optional<T> first(Optional<T> one, Optional<T> other) {
    return one.isPresent() ? one : other;
  }
}
