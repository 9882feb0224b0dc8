package dev.aos.core.rules;

/**
 * One item of {@code keep:}: calls that are never dispatched.
 *
 * @param position where it stands
 * @param call the calls
 */
public record KeepRule(Position position, CallPattern call) {}
