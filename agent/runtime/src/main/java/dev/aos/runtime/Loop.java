package dev.aos.runtime;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What the runtime keeps for one event-loop thread. Only that thread touches it, but for a rescue
 * thread after the loop has ended.
 *
 * <p>A loop is known from the first entry on; threads that never entered a handler have none, which
 * is the whole test "off the loop" of a woven call.
 */
final class Loop {

  private static final ThreadLocal<Loop> CURRENT = new ThreadLocal<>();

  /** Lanes whose handler is suspended, by key. Small; a lane that is idle is not here. */
  private final Map<Object, Lane> suspendedLanes = new IdentityHashMap<>();

  /** The innermost activation that is mounted on the thread; null between handlers. */
  private Activation active;

  private final InFlight inFlight = InFlight.ofThisLoop();
  private final Sequences sequences = new Sequences();
  private final Rescuer rescuer = new Rescuer(Thread.currentThread());
  private int pins;

  private Loop() {}

  /** This thread's loop; null if the thread never ran an entry. */
  static Loop current() {
    return CURRENT.get();
  }

  /** Makes this thread a loop. */
  static Loop open() {
    Loop loop = new Loop();
    CURRENT.set(loop);
    return loop;
  }

  /** Counts this loop's suspended handlers. */
  InFlight inFlight() {
    return inFlight;
  }

  /** Finishes handlers when the loop has ended. */
  Rescuer rescuer() {
    return rescuer;
  }

  /** The calls of this loop that never overlap. */
  Sequences sequences() {
    return sequences;
  }

  Activation active() {
    return active;
  }

  /** Makes an activation the innermost one. */
  void push(Activation activation) {
    activation.setOuter(active);
    active = activation;
  }

  /** Takes the innermost activation away again: it is suspended or done. */
  void pop(Activation activation) {
    active = activation.outer();
    activation.setOuter(null);
  }

  /** Whether the innermost handler is of this lane. */
  boolean runsInnermost(Object laneKey) {
    return active != null && active.lane().key() == laneKey;
  }

  /** From here to {@link #unpin} no handler may be suspended: it would take others with it. */
  void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  boolean isPinned() {
    return pins > 0;
  }

  /** Whether a handler of the lane is on this thread's stack. */
  boolean runs(Object laneKey) {
    for (Activation activation = active; activation != null; activation = activation.outer()) {
      if (activation.lane().key() == laneKey) {
        return true;
      }
    }
    return false;
  }

  /** The lane, if its handler is suspended; else null. */
  Lane suspendedLane(Object key) {
    return suspendedLanes.isEmpty() ? null : suspendedLanes.get(key);
  }

  void laneSuspended(Lane lane) {
    suspendedLanes.put(lane.key(), lane);
  }

  void laneIdle(Lane lane) {
    suspendedLanes.remove(lane.key(), lane);
  }
}
