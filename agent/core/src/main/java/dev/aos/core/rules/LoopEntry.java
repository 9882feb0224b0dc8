package dev.aos.core.rules;

import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.Path;
import dev.aos.runtime.Resume;
import dev.aos.runtime.SourcePaths;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a loop definition: a method through which the loop enters handlers.
 *
 * @param position where it stands
 * @param method the method or methods
 * @param lane the key by which entries are serialised
 * @param resume how a suspended handler gets back onto the loop's thread ({@code resume:} with
 *     {@code wakeup:}, or {@code at:})
 * @param inside what says instead of the loop's own path whether this thread is the running loop
 * @param waiting what is done at once when the event has to wait for its lane ({@code waiting:}): a
 *     level-triggered selector would report it again and again
 * @param error what is done with a throwable ({@code it}) that leaves the method after a suspension
 * @param result what the caller gets from a method that returns a reference, when its work goes on
 *     in a continuation
 * @param onlyFor an object ({@code only-for:}): the method is an entry only if that is of an
 *     event-loop class
 * @param source what is done to the source, if the method itself reads from it
 * @param handler the handler that the event is for
 * @param traits what else is particular about it ({@code closes:}, {@code inner:}, {@code
 *     outermost:}, {@code only-waits:}, {@code in-event-loops:}, {@code exclusive:})
 */
public record LoopEntry(
    Position position,
    CallPattern method,
    Path lane,
    Resume resume,
    Optional<Path> inside,
    Optional<Path> waiting,
    Optional<Path> error,
    Optional<Path> result,
    Optional<Path> onlyFor,
    Optional<SourcePaths> source,
    Optional<Path> handler,
    Set<Trait> traits) {

  /** Whether the method is no entry, but one that is not to hold its monitor. */
  public boolean isExclusive() {
    return traits.contains(Trait.EXCLUSIVE);
  }
}
