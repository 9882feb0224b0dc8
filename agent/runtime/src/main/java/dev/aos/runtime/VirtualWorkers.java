package dev.aos.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Workers that are virtual threads, one for each call. Loops start none: the {@link Housekeeper}
 * does, and whoever has done a call starts the next one.
 */
final class VirtualWorkers implements Crew, Runnable {

  private final WorkerPool pool;
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicInteger serial = new AtomicInteger();

  /** Whether the housekeeper has been asked and has not looked into the queue yet. */
  private final AtomicBoolean starting = new AtomicBoolean();

  VirtualWorkers(WorkerPool pool) {
    this.pool = pool;
  }

  /** Whether a pool gets virtual workers; if it wants them and this Java has none, that is said. */
  static boolean fit(PoolSettings settings) {
    if (settings.virtual() && !VirtualThreadMaker.isPossible()) {
      Incidents.report(
          "executor "
              + settings.name()
              + ": this Java has no virtual threads (21 and later have): with `type: virtual` its"
              + " workers are platform threads here, "
              + settings.threads()
              + " at most");
      return false;
    }
    return settings.virtual();
  }

  @Override
  public void callWorker() {
    if (workers.get() < pool.settings().threads() && starting.compareAndSet(false, true)) {
      Housekeeper.submit(this);
    }
  }

  @Override
  public void run() {
    starting.set(false);
    startMore();
  }

  /** Starts as many as there are calls that wait. */
  private void startMore() {
    while (!pool.isIdle() && enter()) {
      OffloadedCall call = pool.poll();
      if (call == null) {
        workers.decrementAndGet();
      } else {
        start(call);
      }
    }
  }

  private void start(OffloadedCall call) {
    try {
      String name = pool.settings().namePrefix() + serial.incrementAndGet();
      VirtualThreadMaker.unstarted(new Worker(call), name).start();
    } catch (Throwable noThread) {
      // For want of memory; the next call tries again.
      workers.decrementAndGet();
      pool.putBack(call);
      throw noThread;
    }
  }

  private boolean enter() {
    int now = workers.get();
    while (now < pool.settings().threads()) {
      if (workers.compareAndSet(now, now + 1)) {
        pool.counters().sawThreads(now + 1);
        return true;
      }
      now = workers.get();
    }
    return false;
  }

  @Override
  public void retire() {
    // They end anyway.
  }

  @Override
  public void reinstate() {
    // There is nobody to tell.
  }

  @Override
  public int threads() {
    return workers.get();
  }

  @Override
  public void running(Consumer<OffloadedCall> each) {
    for (Worker worker : all) {
      each.accept(worker.call);
    }
  }

  private final class Worker implements Runnable {

    private final OffloadedCall call;

    Worker(OffloadedCall call) {
      this.call = call;
    }

    @Override
    public void run() {
      Workers.beginVirtual();
      all.add(this);
      try {
        call.runAndTell();
      } finally {
        all.remove(this);
        Workers.endVirtual();
        workers.decrementAndGet();
        startMore();
      }
    }
  }
}
