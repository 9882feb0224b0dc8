package dev.aos.runtime;

import java.util.IdentityHashMap;
import java.util.Map;

/** What one loop may have under way in each pool. For the loop's thread. */
final class LoopLimits {

  /** Null until there is one. */
  private Map<WorkerPool, LoopLimit> limits;

  /** The limit in a pool; null if it has none. */
  LoopLimit of(WorkerPool pool) {
    if (pool.settings().perLoop() == 0) {
      return null;
    }
    if (limits == null) {
      limits = new IdentityHashMap<>();
    }
    LoopLimit limit = limits.get(pool);
    if (limit == null) {
      limit = new LoopLimit(pool);
      limits.put(pool, limit);
    }
    return limit;
  }
}
