package dev.aos.core.weave;

import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopShutdown;

/**
 * A method that ends a loop, and that gets a guard.
 *
 * @param loop the loop
 * @param shutdown what the definition says of it
 * @param className the binary name of the class that declares the method
 * @param method the method's name
 */
public record PlannedShutdown(
    LoopDefinition loop, LoopShutdown shutdown, String className, String method) {}
