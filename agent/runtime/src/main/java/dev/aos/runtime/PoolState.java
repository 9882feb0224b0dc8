package dev.aos.runtime;

/**
 * What an executor does, and has done so far. The figures are read one after the other while it
 * goes on.
 *
 * @param settings its limits
 * @param threads workers that there are now
 * @param mostThreads most workers that there were at a time
 * @param queued calls that wait for a worker now
 * @param longestQueue most calls that waited at a time
 * @param done calls that have ended
 * @param takenBack calls whose handler gave up before they began
 * @param waitsForRoom calls that met a full queue and waited, their lane suspended
 * @param loopWaits calls that waited because their loop had enough others under way
 * @param rejected calls that were refused because the queue was full
 * @param waitedNanos how long the calls that have ended had waited for a worker, all together
 * @param longestWaitNanos how long one of them had waited at most
 * @param ranNanos how long they ran, all together
 * @param longestRunNanos how long one of them ran at most
 */
public record PoolState(
    PoolSettings settings,
    int threads,
    int mostThreads,
    int queued,
    int longestQueue,
    long done,
    long takenBack,
    long waitsForRoom,
    long loopWaits,
    long rejected,
    long waitedNanos,
    long longestWaitNanos,
    long ranNanos,
    long longestRunNanos) {

  /** Whether a call has ever been meant for it. */
  public boolean isUsed() {
    return done + takenBack + rejected + queued + mostThreads > 0;
  }
}
