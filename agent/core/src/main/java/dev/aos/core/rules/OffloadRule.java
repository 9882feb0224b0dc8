package dev.aos.core.rules;

import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.WhenFull;
import java.util.List;
import java.util.Optional;

/**
 * One rule of {@code offload:}, with its settings resolved: the rule's own, then {@code defaults:},
 * then the built-in ones. An {@code include} becomes one rule for each rule of the pack.
 *
 * @param number the rule's number in the rule set, 0 for the first; it identifies the rule at run
 *     time and in the report
 * @param position where it stands: in the user's file, also for a rule that comes from a pack
 * @param text the rule as its author wrote it, shortened for the report; {@code jdk/files:
 *     java.nio.file.Files} for a rule of a pack
 * @param calls patterns of the calls; at least one
 * @param except patterns of calls among them that the rule leaves to later rules
 * @param executor the name of the executor
 * @param mode what is done with the calls
 * @param whenFull what a call does that meets a full queue; empty = as the executor says
 * @param order which dispatched calls of one loop never overlap
 * @param orderedAt where the rule itself says so; empty if it doesn't
 * @param policy when the handler waits for the calls, how long, and what becomes of them then
 * @param obtains whether the call waits for what another handler gives back; such calls get a pool
 *     of their own
 * @param force whether calls that are asynchronous already are dispatched too
 */
public record OffloadRule(
    int number,
    Position position,
    String text,
    List<CallPattern> calls,
    List<CallPattern> except,
    String executor,
    Mode mode,
    Optional<WhenFull> whenFull,
    Order order,
    Optional<Position> orderedAt,
    CallPolicy policy,
    boolean obtains,
    boolean force) {

  /** The pack that the rule comes from, {@code jdk/files}; a pattern itself has no slash in it. */
  public Optional<String> pack() {
    int end = text.indexOf(": ");
    return end > 0 && text.lastIndexOf('/', end) > 0
        ? Optional.of(text.substring(0, end))
        : Optional.empty();
  }

  /** Whether its calls may be awaited later than where they stand. */
  public boolean mayBeDeferred() {
    return mode == Mode.OFFLOAD
        && policy.effect() == CallPolicy.Effect.READ
        && policy.await() != CallPolicy.Await.CALL;
  }

  /** The same rule where no handler can be suspended: then {@code auto} means {@code use}. */
  OffloadRule awaitedAtUse() {
    if (!mayBeDeferred()) {
      return this;
    }
    CallPolicy atUse = policy.with(CallPolicy.Await.USE);
    return new OffloadRule(
        number, position, text, calls, except, executor, mode, whenFull, order, orderedAt, atUse,
        obtains, force);
  }

  /** The same rule in another mode. */
  public OffloadRule withMode(Mode other) {
    return new OffloadRule(
        number, position, text, calls, except, executor, other, whenFull, order, orderedAt, policy,
        obtains, force);
  }
}
