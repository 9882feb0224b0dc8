package dev.aos.runtime;

/**
 * An executor.
 *
 * @param name its name in the rules
 * @param threads most workers at a time
 * @param queue most calls that wait for a worker
 * @param keepAliveNanos how long an idle worker lives
 */
public record PoolSettings(String name, int threads, int queue, long keepAliveNanos) {}
