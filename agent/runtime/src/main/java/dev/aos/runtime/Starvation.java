package dev.aos.runtime;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds pools in which no worker has finished a call for a second while their queue has grown, and
 * says in which calls they stand: each pool and place once. For the watchdog's thread.
 */
final class Starvation {

  private static final long LIMIT_NANOS = 1_000_000_000L;

  /** How many places one message names. */
  private static final int MOST_PLACES = 5;

  /** A pool as it was when a worker of it was last seen to have finished something. */
  private record Progress(long done, long since, int queued) {}

  private final Map<WorkerPool, Progress> progress = new IdentityHashMap<>();

  /** Pools by the places that have been named. */
  private final Map<String, Set<String>> reported = new HashMap<>();

  /** Looks at all pools, again and again. */
  void look(Collection<WorkerPool> pools, long now) {
    for (WorkerPool pool : pools) {
      Progress before = progress.get(pool);
      int queued = pool.queued();
      if (before == null || queued == 0 || pool.completed() != before.done()) {
        progress.put(pool, new Progress(pool.completed(), now, queued));
      } else if (now - before.since() >= LIMIT_NANOS && queued > before.queued()) {
        report(pool, queued);
      }
    }
  }

  private void report(WorkerPool pool, int queued) {
    Standing standing = new Standing();
    pool.running(standing);
    Set<String> known = reported.get(pool.name());
    if (known == null) {
      known = new HashSet<>();
      reported.put(pool.name(), known);
    }
    // The order matters: all of them have to be known from now on.
    if (known.addAll(standing.places.keySet())) {
      Incidents.report(
          "executor "
              + pool.name()
              + " stands still: none of its workers has finished a call for a second, and "
              + (queued == 1 ? "1 call waits" : queued + " calls wait")
              + "; they stand in "
              + standing
              + ". A call that waits for what another handler gives back needs `obtains: true`");
    }
  }

  /** Calls that run, by their places. */
  private static final class Standing implements Consumer<OffloadedCall> {
    private final Map<String, Integer> places = new TreeMap<>();

    @Override
    public void accept(OffloadedCall call) {
      String place = call.toString();
      Integer known = places.get(place);
      places.put(place, known == null ? 1 : known + 1);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      int named = 0;
      for (Map.Entry<String, Integer> place : places.entrySet()) {
        if (named == MOST_PLACES) {
          return text + " and others";
        }
        text.append(named++ == 0 ? "" : ", ");
        text.append(place.getKey()).append(" (").append(place.getValue()).append(')');
      }
      return text.toString();
    }
  }
}
