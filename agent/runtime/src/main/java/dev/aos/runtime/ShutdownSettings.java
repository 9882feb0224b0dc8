package dev.aos.runtime;

import java.util.Optional;

/**
 * What the runtime must know of a woven method that ends a loop: while a handler of the loop that
 * runs it is suspended, and for a grace period at most, it does nothing.
 *
 * @param loop the loop definition's name
 * @param className the binary name of the class in which the method stands
 * @param method the method's name
 * @param when whether the loop is ending: the method may be one that is asked all the time
 * @param graceNanos a path to a long, how long suspended handlers are waited for, in nanoseconds;
 *     without it 30 seconds
 */
public record ShutdownSettings(
    String loop, String className, String method, Optional<Path> when, Optional<Path> graceNanos) {}
