package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A named executor: platform daemon threads and one queue, first in first out.
 *
 * <p>Submitting takes no lock and starts no thread: the queue is lock-free and threads are started
 * by the {@link Housekeeper}. A call whose lane is suspended may always be queued, since the lane
 * makes no second one: beyond the queue's limit it "waits for room", and there are never more such
 * calls than suspended lanes, whose sources are paused.
 *
 * <p>At most one worker at a time is on its way to the queue, woken and not there yet; it wakes the
 * next one if it finds more than one call. To wake a thread is a system call, the dearest part of a
 * dispatch: a loop that is busy makes one in several calls, and the workers make the others.
 */
final class WorkerPool {

  private static final long GLANCE_NANOS = 1_000_000;

  private volatile PoolSettings settings;
  private final ConcurrentLinkedQueue<OffloadedCall> queue = new ConcurrentLinkedQueue<>();

  /** Calls in the queue. ConcurrentLinkedQueue.size() walks the whole queue. */
  private final AtomicInteger queued = new AtomicInteger();

  /** Workers that sleep, the one that fell asleep last first: its caches are warm. */
  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

  /** Whether a worker has been woken and has not looked into the queue yet. */
  private final AtomicBoolean searching = new AtomicBoolean();

  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicInteger serial = new AtomicInteger();
  private final Runnable startWorker = new StartWorker();

  /** Whether no rule needs the pool any more: what it has is done, and its threads end. */
  private volatile boolean retired;

  WorkerPool(PoolSettings settings) {
    this.settings = settings;
  }

  /** Gives the pool other limits; what it has taken stays. */
  void change(PoolSettings other) {
    settings = other;
    retired = false;
    callWorker();
  }

  /** Lets the threads end when all is done. What still comes, from older code, is done too. */
  void retire() {
    retired = true;
    for (Worker worker : idle) {
      LockSupport.unpark(worker.thread);
    }
  }

  /** The executor's name in the rules. */
  String name() {
    return settings.name();
  }

  /** Whether a call finds room in the queue now. */
  boolean hasRoom() {
    return queued.get() < settings.queue();
  }

  /** Calls that have ended so far: a pool whose number does not change makes no progress. */
  long completed() {
    return completed.get();
  }

  /** Takes a call. */
  void submit(OffloadedCall call) {
    queued.incrementAndGet();
    try {
      queue.add(call);
    } catch (OutOfMemoryError full) {
      queued.decrementAndGet();
      throw full;
    }
    callWorker();
  }

  /**
   * Sees to it that somebody comes for what is in the queue. Either this finds the worker that is
   * on its way, which looks into the queue after it has said that it is not any more; or it finds
   * the worker that sleeps, which looks into the queue once more after it has said that it does.
   */
  private void callWorker() {
    while (searching.compareAndSet(false, true)) {
      Worker worker = idle.pollFirst();
      if (worker != null) {
        worker.wake();
        return;
      }
      searching.set(false);
      // Another call may have come, and relied on the search that has ended here.
      if (queue.isEmpty() || idle.isEmpty()) {
        if (workers.get() < settings.threads()) {
          Housekeeper.submit(startWorker);
        }
        return;
      }
    }
  }

  private final class StartWorker implements Runnable {

    @Override
    public void run() {
      if (!queue.isEmpty() && idle.isEmpty() && workers.get() < settings.threads()) {
        workers.incrementAndGet();
        try {
          Worker worker = new Worker();
          Workers.create(worker, "aos-" + name() + "-" + serial.incrementAndGet()).start();
        } catch (Throwable failed) {
          workers.decrementAndGet();
          throw failed;
        }
      }
    }
  }

  /** A worker's life: takes calls until none has come for the keep-alive time. */
  private final class Worker implements Runnable {

    private volatile Thread thread;

    /** Whether this is the one that is on its way; set by whoever has woken it. */
    private volatile boolean woken;

    @Override
    public void run() {
      thread = Thread.currentThread();
      try {
        boolean more = true;
        while (more) {
          more = runNext() ? workers.get() <= settings.threads() : sleep();
          // An interrupt that the callee left behind is not the next call's.
          Thread.interrupted();
        }
      } finally {
        idle.remove(this);
        endSearch();
        workers.decrementAndGet();
        // A call that came between the last look and the line above finds no worker otherwise.
        if (!queue.isEmpty()) {
          Housekeeper.submit(startWorker);
        }
      }
    }

    /** In a method of its own, so that an idle worker's frame does not keep its last call alive. */
    private boolean runNext() {
      OffloadedCall call = queue.poll();
      if (endSearch() && call == null) {
        // What came while this one was on its way was left to it.
        call = queue.poll();
      }
      if (call == null) {
        return false;
      }
      queued.decrementAndGet();
      callNext();
      call.runAndTell();
      completed.incrementAndGet();
      return true;
    }

    private void callNext() {
      try {
        if (!queue.isEmpty()) {
          callWorker();
        }
      } catch (OutOfMemoryError nobody) {
        // Whoever ends first takes what is left; the call that this one has must be run.
      }
    }

    /** Lets others search; also for a worker that dies on its way. */
    private boolean endSearch() {
      boolean was = woken;
      if (was) {
        woken = false;
        searching.set(false);
      }
      return was;
    }

    /**
     * Waits for work.
     *
     * @return false if none has come for the keep-alive time
     */
    private boolean sleep() {
      if (!lieDown()) {
        return true;
      }
      if (!queue.isEmpty() && idle.remove(this)) {
        return true;
      }
      long deadline = System.nanoTime() + settings.keepAliveNanos();
      while (!woken) {
        long left = retired ? 0 : deadline - System.nanoTime();
        if (left <= 0 && idle.remove(this)) {
          return false;
        }
        // Taken off the list, it is going to be woken.
        LockSupport.parkNanos(this, left <= 0 ? GLANCE_NANOS : left);
        // Nobody interrupts a worker between two calls but a callee's late child.
        Thread.interrupted();
      }
      return true;
    }

    private boolean lieDown() {
      try {
        idle.addFirst(this);
        return true;
      } catch (OutOfMemoryError noBed) {
        LockSupport.parkNanos(this, GLANCE_NANOS);
        return false;
      }
    }

    /** For whoever has taken this worker off the list of those that sleep. */
    void wake() {
      woken = true;
      LockSupport.unpark(thread);
    }
  }
}
