package dev.aos.core.rules;

import dev.aos.runtime.Path;

/**
 * A type whose instances belong to something else.
 *
 * @param type the type's binary name
 * @param of the path from the handle, {@code this}, to what it belongs to
 */
public record HandleType(String type, Path of) {}
