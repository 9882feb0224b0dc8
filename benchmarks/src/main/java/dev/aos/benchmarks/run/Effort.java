package dev.aos.benchmarks.run;

import java.time.Duration;

/**
 * How much is done for a figure.
 *
 * @param forks JVMs for each side of a JMH comparison
 * @param warmUps iterations of a JMH fork that don't count
 * @param warmUp how long each of them takes
 * @param iterations iterations that count
 * @param iteration how long each of them takes
 * @param rounds rounds of load on each of two servers, taken in turn
 * @param serverWarmUp load on each server that does not count
 * @param settle the start of a round that does not count
 * @param round the part of a round that counts
 */
record Effort(
    int forks,
    int warmUps,
    Duration warmUp,
    int iterations,
    Duration iteration,
    int rounds,
    Duration serverWarmUp,
    Duration settle,
    Duration round) {

  /** For figures that are kept: a quarter of an hour. */
  static final Effort FULL =
      new Effort(5, 5, seconds(1), 5, millis(500), 12, seconds(10), millis(500), seconds(4));

  /** To see where things are going: a few minutes. */
  static final Effort QUICK =
      new Effort(2, 4, seconds(1), 3, millis(300), 4, seconds(4), millis(300), seconds(2));

  /** To see that it works. */
  static final Effort SMOKE =
      new Effort(1, 0, millis(10), 1, millis(10), 1, millis(50), millis(0), millis(200));

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
