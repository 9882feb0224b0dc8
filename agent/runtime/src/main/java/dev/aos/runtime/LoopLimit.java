package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls of one loop are under way in one pool. Further ones wait here, first in first out,
 * their lanes suspended; no thread waits. A call leaves when its worker has ended, whether or not
 * anybody still waits for it.
 */
final class LoopLimit {

  private final WorkerPool pool;
  private final Backlog waiting = new Backlog();
  private final AtomicInteger underWay = new AtomicInteger();

  LoopLimit(WorkerPool pool) {
    this.pool = pool;
  }

  /**
   * Submits a call if there is a place for it. Any thread; never blocks.
   *
   * @return false if there is none; then nothing has happened
   */
  boolean submitAtOnce(OffloadedCall call) {
    if (!waiting.isEmpty() || !enter()) {
      return false;
    }
    submitNow(call);
    return true;
  }

  /** Submits a call, now or later. Any thread; never blocks. */
  void submit(OffloadedCall call) {
    if (submitAtOnce(call)) {
      return;
    }
    pool.counters().countLoopWait();
    waiting.add(call);
    submitWaiting();
  }

  private void submitNow(OffloadedCall call) {
    if (call.loopPlace().take()) {
      pool.submit(call);
    } else {
      underWay.decrementAndGet();
    }
  }

  /** A call that had a place has left it. */
  void leave() {
    underWay.decrementAndGet();
    submitWaiting();
  }

  private boolean enter() {
    int most = pool.settings().perLoop();
    int now = underWay.get();
    while (most == 0 || now < most) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    return false;
  }

  /** Whoever has made room, or has added a call that may not have been seen. */
  private void submitWaiting() {
    while (!waiting.isEmpty() && enter()) {
      OffloadedCall call = waiting.poll();
      if (call == null) {
        underWay.decrementAndGet();
      } else {
        // Also one that was taken back: the worker passes on its turn, and its place here.
        submitNow(call);
      }
    }
  }
}
