package dev.aos.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * Opens pools that are new, gives others their new limits, and lets those end that are not among
   * them. Those stay known: a call site of older code may name one and be linked later.
   */
  static void change(List<PoolSettings> settings) {
    Set<String> names = new HashSet<>();
    for (PoolSettings one : settings) {
      names.add(one.name());
      WorkerPool known = POOLS.putIfAbsent(one.name(), new WorkerPool(one));
      if (known != null) {
        known.change(one);
      }
    }
    for (WorkerPool pool : POOLS.values()) {
      if (!names.contains(pool.name())) {
        pool.retire();
      }
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

  /** All pools, the retired ones too. */
  static Collection<WorkerPool> all() {
    return POOLS.values();
  }

  /** What each does, and has done, by their names. */
  static List<PoolState> states() {
    List<PoolState> states = new ArrayList<>();
    for (String name : new TreeSet<>(POOLS.keySet())) {
      states.add(POOLS.get(name).state());
    }
    return states;
  }
}
