package dev.aos.runtime;

/**
 * An executor.
 *
 * @param name its name in the rules
 * @param threads most calls that run at a time, each on a worker of its own
 * @param queue most calls that wait for a worker
 * @param keepAliveNanos how long an idle worker lives
 * @param perLoop most calls of one loop that are under way; 0 = as many as there are
 * @param priority the workers' priority
 * @param namePrefix what the workers' names begin with; a number follows
 * @param virtual whether workers are virtual threads, each for one call
 * @param obtains whether it is for calls that wait for what others give back
 */
public record PoolSettings(
    String name,
    int threads,
    int queue,
    long keepAliveNanos,
    int perLoop,
    int priority,
    String namePrefix,
    boolean virtual,
    boolean obtains) {

  /** An executor of platform threads, as it is if nothing more is said. */
  public PoolSettings(String name, int threads, int queue, long keepAliveNanos) {
    this(
        name,
        threads,
        queue,
        keepAliveNanos,
        0,
        Thread.NORM_PRIORITY,
        defaultPrefix(name),
        false,
        false);
  }

  /** What workers' names begin with if the rules don't say. */
  public static String defaultPrefix(String name) {
    return "aos-" + name + "-";
  }
}
