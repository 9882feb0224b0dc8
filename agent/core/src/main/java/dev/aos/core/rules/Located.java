package dev.aos.core.rules;

/**
 * Something that was read, and where.
 *
 * @param position where it stands
 * @param value what it is
 */
public record Located<T>(Position position, T value) {}
