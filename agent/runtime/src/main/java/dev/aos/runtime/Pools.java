package dev.aos.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The executors by name. */
final class Pools {

  private static final Map<String, WorkerPool> POOLS = new ConcurrentHashMap<>();

  private Pools() {
    // no instances
  }

  static void open(List<PoolSettings> settings) {
    for (PoolSettings one : settings) {
      POOLS.put(one.name(), new WorkerPool(one));
    }
  }

  /** The pool of that name; rules that name another one are refused when they are read. */
  static WorkerPool get(String name) {
    WorkerPool pool = POOLS.get(name);
    if (pool == null) {
      throw new IllegalArgumentException("no executor is named " + name);
    }
    return pool;
  }
}
