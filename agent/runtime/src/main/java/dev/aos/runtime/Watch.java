package dev.aos.runtime;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The watchdog: says once for each call site that handlers are suspended there for longer than a
 * limit, and whether they may wait for themselves; and for each pool that it makes no progress. It
 * also wakes loops whose end is held up.
 */
final class Watch implements Runnable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static volatile long limitNanos;

  private final Set<Site> reported = Collections.newSetFromMap(new WeakHashMap<>());
  private final Set<String> reportedWaits = new HashSet<>();
  private final Starvation starvation = new Starvation();

  private Watch() {}

  /** Starts the watchdog. */
  static void start() {
    Housekeeper.daemon(new Watch(), "aos-watch").start();
  }

  /**
   * Says what is reported.
   *
   * @param nanos how long a handler may be suspended before that is reported; 0 = for ever
   */
  static void setLimit(long nanos) {
    limitNanos = nanos;
  }

  @Override
  @Parks("a thread of its own")
  public void run() {
    while (true) {
      LockSupport.parkNanos(this, PERIOD_NANOS);
      // Nobody interrupts this thread for a reason, and a set flag would make it spin.
      Thread.interrupted();
      try {
        look();
      } catch (Throwable failed) {
        Incidents.report("internal: the watchdog failed: " + failed);
      }
    }
  }

  private void look() {
    starvation.look(Pools.all(), System.nanoTime());
    for (Loop loop : Loop.all()) {
      if (loop.isHeld()) {
        loop.wake();
      }
      long now = System.nanoTime();
      for (Activation activation : loop.suspended()) {
        activation.postOverdue();
        if (limitNanos > 0 && now - activation.suspendedSince() > limitNanos) {
          report(loop, activation);
        }
      }
    }
  }

  private void report(Loop loop, Activation activation) {
    Suspension awaited = activation.awaited();
    if (awaited == null) {
      return;
    }
    Lane lane = activation.lane();
    Site site = awaited.site();
    long limitMillis = limitNanos / 1_000_000;
    if (site == null ? reportedWaits.add(awaited.toString()) : reported.add(site)) {
      Incidents.report(
          "a handler on "
              + loop.thread().getName()
              + " has been suspended for more than "
              + limitMillis / 1e3
              + " s, in lane "
              + lane
              + ", waiting for "
              + awaited
              + selfWait(lane, awaited));
    }
  }

  /**
   * A call that waits while writes or tasks of its own handler's lane wait for that handler:
   * perhaps for what one of them would do. Nobody can know for sure what a thread waits for.
   */
  private static String selfWait(Lane lane, Suspension awaited) {
    int behind = lane.fromInside();
    if (behind == 0) {
      return "";
    }
    String perhaps =
        "; it may wait for itself: " + behind + " writes or tasks of its lane wait behind it";
    if (awaited instanceof Waiting) {
      return perhaps;
    }
    Thread worker = awaited.call() == null ? null : awaited.call().worker();
    if (worker == null || worker.getState() == Thread.State.RUNNABLE) {
      return "";
    }
    StackTraceElement[] frames = worker.getStackTrace();
    return perhaps
        + ", and the call stands in "
        + (frames.length == 0 ? "nothing" : frames[0].toString());
  }
}
