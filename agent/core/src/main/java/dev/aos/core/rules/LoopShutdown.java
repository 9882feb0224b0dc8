package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.Optional;

/**
 * A method that ends a loop ({@code shutdown:}). While handlers of the loop are suspended it does
 * nothing, for a grace period at most.
 *
 * @param position where it stands
 * @param method the method or methods; void, or boolean with false for "not yet"
 * @param when whether the loop is ending, for a method that is called all the time
 * @param grace how long suspended handlers are waited for at most, a long in nanoseconds
 */
public record LoopShutdown(
    Position position, CallPattern method, Optional<Path> when, Optional<Path> grace) {}
