package dev.aos.runtime;

import java.util.function.Consumer;

/**
 * A named executor: threads and one queue, first in first out.
 *
 * <p>Submitting takes no lock and starts no thread: the queue is lock-free and threads are started
 * by the {@link Housekeeper}. A call whose lane is suspended may always be queued, since the lane
 * makes no second one: beyond the queue's limit it "waits for room", and there are never more such
 * calls than suspended lanes, whose sources are paused.
 */
final class WorkerPool {

  private volatile PoolSettings settings;
  private final Backlog queue = new Backlog();
  private final PoolCounters counters = new PoolCounters();
  private volatile Crew crew;

  WorkerPool(PoolSettings settings) {
    this.settings = settings;
    this.crew = newCrew();
  }

  private Crew newCrew() {
    return VirtualWorkers.fit(settings) ? new VirtualWorkers(this) : new PlatformWorkers(this);
  }

  /** Gives the pool other limits; what it has taken stays. */
  void change(PoolSettings other) {
    boolean otherType = settings.virtual() != other.virtual();
    settings = other;
    if (otherType) {
      Crew before = crew;
      crew = newCrew();
      before.retire();
    } else {
      crew.reinstate();
    }
    crew.callWorker();
  }

  /** Lets the threads end when all is done. What still comes, from older code, is done too. */
  void retire() {
    crew.retire();
  }

  /** The executor's name in the rules. */
  String name() {
    return settings.name();
  }

  PoolSettings settings() {
    return settings;
  }

  PoolCounters counters() {
    return counters;
  }

  /** Whether a call finds room in the queue now. */
  boolean hasRoom() {
    return queue.size() < settings.queue();
  }

  /** How many calls wait for a worker. */
  int queued() {
    return queue.size();
  }

  /** Calls that have ended so far: a pool whose number does not change makes no progress. */
  long completed() {
    return counters.done();
  }

  /** Takes a call. */
  void submit(OffloadedCall call) {
    queue.add(call);
    crew.callWorker();
  }

  /** Takes a call back that was polled and can't be run now. */
  void putBack(OffloadedCall call) {
    queue.add(call);
  }

  /** Whether nothing waits for a worker. */
  boolean isIdle() {
    return queue.isEmpty();
  }

  /** The next call, for a worker; null if there is none. */
  OffloadedCall poll() {
    counters.sawQueue(queue.size());
    return queue.poll();
  }

  /** Tells the calls that run now. Any thread. */
  void running(Consumer<OffloadedCall> each) {
    crew.running(each);
  }

  /** What it does, and has done. */
  PoolState state() {
    return counters.state(settings, crew.threads(), queue.size());
  }
}
