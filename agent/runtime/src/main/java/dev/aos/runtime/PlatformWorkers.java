package dev.aos.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Workers that are platform daemon threads, and wait for the next call when they have done one.
 *
 * <p>At most one worker at a time is on its way to the queue, woken and not there yet; it wakes the
 * next one if it finds more than one call. To wake a thread is a system call, the dearest part of a
 * dispatch: a loop that is busy makes one in several calls, and the workers make the others.
 */
final class PlatformWorkers implements Crew {

  private static final long GLANCE_NANOS = 1_000_000;

  private final WorkerPool pool;

  /** Workers that sleep, the one that fell asleep last first: its caches are warm. */
  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

  /** Whether a worker has been woken and has not looked into the queue yet. */
  private final AtomicBoolean searching = new AtomicBoolean();

  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger serial = new AtomicInteger();
  private final Runnable startWorker = new StartWorker();

  /** Whether no rule needs these workers any more: what they have is done, and they end. */
  private volatile boolean retired;

  PlatformWorkers(WorkerPool pool) {
    this.pool = pool;
  }

  @Override
  public void reinstate() {
    retired = false;
  }

  @Override
  public void retire() {
    retired = true;
    for (Worker worker : idle) {
      LockSupport.unpark(worker.thread);
    }
  }

  @Override
  public int threads() {
    return workers.get();
  }

  @Override
  public void running(Consumer<OffloadedCall> each) {
    for (Worker worker : all) {
      OffloadedCall call = worker.running;
      if (call != null) {
        each.accept(call);
      }
    }
  }

  /**
   * Either this finds the worker that is on its way, which looks into the queue after it has said
   * that it is not any more; or it finds the worker that sleeps, which looks into the queue once
   * more after it has said that it does.
   */
  @Override
  public void callWorker() {
    while (searching.compareAndSet(false, true)) {
      Worker worker = idle.pollFirst();
      if (worker != null) {
        worker.wake();
        return;
      }
      searching.set(false);
      // Another call may have come, and relied on the search that has ended here.
      if (pool.isIdle() || idle.isEmpty()) {
        if (workers.get() < pool.settings().threads()) {
          Housekeeper.submit(startWorker);
        }
        return;
      }
    }
  }

  private final class StartWorker implements Runnable {

    @Override
    public void run() {
      if (!pool.isIdle() && idle.isEmpty() && workers.get() < pool.settings().threads()) {
        workers.incrementAndGet();
        try {
          Worker worker = new Worker();
          PoolSettings settings = pool.settings();
          String name = settings.namePrefix() + serial.incrementAndGet();
          Workers.create(worker, name, settings.priority()).start();
          pool.counters().sawThreads(workers.get());
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

    /** What it is doing; null between two calls. For those who look on. */
    private volatile OffloadedCall running;

    /** Whether this is the one that is on its way; set by whoever has woken it. */
    private volatile boolean woken;

    @Override
    public void run() {
      thread = Thread.currentThread();
      try {
        all.add(this);
        boolean more = true;
        while (more) {
          more = runNext() ? workers.get() <= pool.settings().threads() : sleep();
          // An interrupt that the callee left behind is not the next call's.
          Thread.interrupted();
        }
      } finally {
        idle.remove(this);
        all.remove(this);
        endSearch();
        workers.decrementAndGet();
        // A call that came between the last look and the line above finds no worker otherwise.
        if (!pool.isIdle()) {
          Housekeeper.submit(startWorker);
        }
      }
    }

    /** In a method of its own, so that an idle worker's frame does not keep its last call alive. */
    private boolean runNext() {
      OffloadedCall call = pool.poll();
      if (endSearch() && call == null) {
        // What came while this one was on its way was left to it.
        call = pool.poll();
      }
      if (call == null) {
        return false;
      }
      callNext();
      running = call;
      try {
        call.runAndTell();
      } finally {
        running = null;
      }
      return true;
    }

    private void callNext() {
      try {
        if (!pool.isIdle()) {
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
    @Parks("a worker")
    private boolean sleep() {
      if (!lieDown()) {
        return true;
      }
      if (!pool.isIdle() && idle.remove(this)) {
        return true;
      }
      long deadline = System.nanoTime() + pool.settings().keepAliveNanos();
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

    @Parks("a worker")
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
