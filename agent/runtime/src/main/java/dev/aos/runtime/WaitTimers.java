package dev.aos.runtime;

import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends waits whose time is over, on one thread for all loops. Adding and removing take no lock: a
 * loop does both.
 */
final class WaitTimers implements Runnable {

  private static final WaitTimers TIMERS = new WaitTimers();

  private final ConcurrentSkipListSet<Waiting> pending =
      new ConcurrentSkipListSet<>(new EarliestFirst());

  private final AtomicBoolean started = new AtomicBoolean();

  /** Null until the thread has begun. */
  private volatile Thread thread;

  private WaitTimers() {}

  /** Ends a wait at its deadline. Any thread; never blocks. */
  static void add(Waiting waiting) {
    TIMERS.pending.add(waiting);
    Thread known = TIMERS.thread;
    if (known == null) {
      TIMERS.start();
    } else if (TIMERS.pending.lower(waiting) == null) {
      LockSupport.unpark(known);
    }
  }

  /** Forgets a wait that has ended otherwise. */
  static void remove(Waiting waiting) {
    TIMERS.pending.remove(waiting);
  }

  /** How many waits have a timer. */
  static int count() {
    return TIMERS.pending.size();
  }

  private void start() {
    if (started.compareAndSet(false, true)) {
      Housekeeper.submit(new Start());
    }
  }

  /** Starts the thread, off the loop. If that fails the next wait tries again. */
  private final class Start implements Runnable {
    @Override
    public void run() {
      boolean done = false;
      try {
        Housekeeper.daemon(WaitTimers.this, "aos-timer").start();
        done = true;
      } finally {
        started.set(done);
      }
    }
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      try {
        endOrPark();
      } catch (Throwable failed) {
        Incidents.report("internal: a timer failed: " + failed);
      }
      // Nobody interrupts this thread for a reason, and a set flag would make it spin.
      Thread.interrupted();
    }
  }

  private void endOrPark() {
    Iterator<Waiting> waits = pending.iterator();
    if (!waits.hasNext()) {
      LockSupport.park(this);
      return;
    }
    Waiting first = waits.next();
    long nanos = first.deadline() - System.nanoTime();
    if (nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    } else if (pending.remove(first)) {
      first.end(Waiting.End.EXPIRED);
    }
  }

  private static final class EarliestFirst implements Comparator<Waiting> {
    @Override
    public int compare(Waiting one, Waiting other) {
      // By their difference: the clock may pass the largest number.
      int earlier = Long.compare(one.deadline() - other.deadline(), 0);
      return earlier != 0 ? earlier : Long.compare(one.number(), other.number());
    }
  }
}
