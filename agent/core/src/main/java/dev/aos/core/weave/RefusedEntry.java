package dev.aos.core.weave;

/**
 * A method or call that a loop definition names, but that is left as it is.
 *
 * @param loop the loop's name
 * @param className the binary name of the class
 * @param method the method, or the one in which the call stands
 * @param reason why it is left, for the report
 */
public record RefusedEntry(String loop, String className, String method, String reason) {}
