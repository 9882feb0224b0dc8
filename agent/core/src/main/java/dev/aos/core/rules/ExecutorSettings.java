package dev.aos.core.rules;

import dev.aos.runtime.WhenFull;
import java.time.Duration;

/**
 * One executor of {@code executors:}, or the built-in {@code default}.
 *
 * @param name its name
 * @param threads most workers at a time
 * @param queue most calls that wait for a worker
 * @param keepAlive how long an idle worker lives
 * @param whenFull what a call does that meets a full queue, if its rule says nothing
 */
public record ExecutorSettings(
    String name, int threads, int queue, Duration keepAlive, WhenFull whenFull) {}
