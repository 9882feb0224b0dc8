package dev.aos.core.weave;

/**
 * A method that an entry names, but that gets no guard.
 *
 * @param entry what it would have been
 * @param reason why not, for the report
 */
public record RefusedEntry(PlannedEntry entry, String reason) {}
