package dev.aos.runtime;

import java.util.List;

/**
 * A handler that is suspended, for those who look on.
 *
 * @param loop the name of the loop's thread
 * @param lane the lane's key as text
 * @param work how the handler was entered
 * @param awaited what it waits for
 * @param ageNanos how long, in nanoseconds
 * @param waiting how many events of its lane wait behind it
 * @param stack its frames, the innermost first; empty if the loop did not answer in time
 */
public record SuspendedHandler(
    String loop,
    String lane,
    String work,
    String awaited,
    long ageNanos,
    int waiting,
    List<StackTraceElement> stack) {}
