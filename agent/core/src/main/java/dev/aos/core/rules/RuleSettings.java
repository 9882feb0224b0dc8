package dev.aos.core.rules;

import dev.aos.runtime.WhenFull;
import java.util.Optional;

/**
 * The settings that a rule, an include or {@code defaults:} gives; empty where it says nothing.
 *
 * @param executor the name of the executor
 * @param mode what is done with the calls
 * @param whenFull what a call does that meets a full queue
 * @param order which calls never overlap, and where that stands
 * @param obtains whether the call waits for what another handler gives back
 * @param force whether calls that are asynchronous already are dispatched too
 */
record RuleSettings(
    Optional<String> executor,
    Optional<Mode> mode,
    Optional<WhenFull> whenFull,
    Optional<Located<Order>> order,
    Optional<Boolean> obtains,
    Optional<Boolean> force) {

  /** Says nothing. */
  static RuleSettings none() {
    return new RuleSettings(
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
        first(obtains, other.obtains),
        first(force, other.force));
  }

  private static <T> Optional<T> first(Optional<T> one, Optional<T> other) {
    return one.isPresent() ? one : other;
  }
}
