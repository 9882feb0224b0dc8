package dev.aos.core.weave;

import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;

/**
 * A method that gets an entry guard.
 *
 * @param loop the loop whose entry it is
 * @param entry the entry
 * @param className the binary name of the class that declares the method
 * @param method the method's name
 * @param descriptor the method's descriptor
 */
public record PlannedEntry(
    LoopDefinition loop, LoopEntry entry, String className, String method, String descriptor) {}
