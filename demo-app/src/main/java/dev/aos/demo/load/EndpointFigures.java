package dev.aos.demo.load;

/**
 * What was measured on one path.
 *
 * @param rps answered requests per second
 * @param p50Millis the median latency; not a number without an answer
 * @param p99Millis the latency that 99 % of the requests did not exceed
 */
public record EndpointFigures(double rps, double p50Millis, double p99Millis) {
  /** The figures of what was recorded in a time. */
  public static EndpointFigures of(Latencies latencies, double seconds) {
    return new EndpointFigures(
        latencies.count() / seconds,
        latencies.percentileMillis(0.50),
        latencies.percentileMillis(0.99));
  }
}
