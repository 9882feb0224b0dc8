package dev.aos.core.rules;

import dev.aos.runtime.WhenFull;
import java.time.Duration;
import java.util.Optional;

/**
 * One executor of {@code executors:}, or the built-in {@code default}.
 *
 * @param name its name
 * @param threads most workers at a time
 * @param queue most calls that wait for a worker
 * @param keepAlive how long an idle worker lives
 * @param perLoop most calls of one loop that are under way; 0 = as many as there are
 * @param priority the workers' priority
 * @param namePrefix what the workers' names begin with; empty = the executor's name says
 * @param virtual whether workers are virtual threads
 * @param whenFull what a call does that meets a full queue, if its rule says nothing
 */
public record ExecutorSettings(
    String name,
    int threads,
    int queue,
    Duration keepAlive,
    int perLoop,
    int priority,
    Optional<String> namePrefix,
    boolean virtual,
    WhenFull whenFull) {}
