package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.Optional;

/**
 * One entry of a loop definition: a method through which the loop enters handlers.
 *
 * @param position where it stands
 * @param method the method or methods
 * @param lane the key by which entries are serialised
 * @param resume an {@link java.util.concurrent.Executor} that runs a task on the loop's thread
 * @param waiting what is done at once when the event has to wait for its lane ({@code waiting:}): a
 *     level-triggered selector would report it again and again
 * @param error what is done with a throwable ({@code it}) that leaves the method after a suspension
 */
public record LoopEntry(
    Position position,
    CallPattern method,
    Path lane,
    Path resume,
    Optional<Path> waiting,
    Optional<Path> error) {}
