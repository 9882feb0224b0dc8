package dev.aos.runtime;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A named executor: platform daemon threads and one queue, first in first out.
 *
 * <p>Submitting takes no lock and starts no thread: the queue is lock-free and threads are started
 * by the {@link Housekeeper}. A call whose lane is suspended may always be queued, since the lane
 * makes no second one: beyond the queue's limit it "waits for room", and there are never more such
 * calls than suspended lanes, whose sources are paused.
 */
final class WorkerPool {

  private final PoolSettings settings;
  private final LinkedTransferQueue<OffloadedCall> queue = new LinkedTransferQueue<>();

  /** Calls in the queue. LinkedTransferQueue.size() walks the whole queue. */
  private final AtomicInteger queued = new AtomicInteger();

  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicInteger serial = new AtomicInteger();
  private final Runnable startWorker = new StartWorker();

  WorkerPool(PoolSettings settings) {
    this.settings = settings;
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
    int waiting = queued.incrementAndGet();
    try {
      queue.add(call);
    } catch (OutOfMemoryError full) {
      queued.decrementAndGet();
      throw full;
    }
    if (waiting > idle.get() && workers.get() < settings.threads()) {
      Housekeeper.submit(startWorker);
    }
  }

  private final class StartWorker implements Runnable {

    @Override
    public void run() {
      if (queued.get() > idle.get() && workers.get() < settings.threads()) {
        workers.incrementAndGet();
        try {
          Workers.create(new Worker(), "aos-" + name() + "-" + serial.incrementAndGet()).start();
        } catch (Throwable failed) {
          workers.decrementAndGet();
          throw failed;
        }
      }
    }
  }

  /** A worker's life: takes calls until none has come for the keep-alive time. */
  private final class Worker implements Runnable {

    @Override
    public void run() {
      try {
        while (runNext()) {
          // An interrupt that the callee left behind is not the next call's.
          Thread.interrupted();
        }
      } finally {
        workers.decrementAndGet();
        // A call that came between the last look and the line above finds no worker otherwise.
        if (queued.get() > 0) {
          Housekeeper.submit(startWorker);
        }
      }
    }

    /** In a method of its own, so that an idle worker's frame does not keep its last call alive. */
    private boolean runNext() {
      OffloadedCall call = take();
      if (call == null) {
        return false;
      }
      call.runAndTell();
      completed.incrementAndGet();
      return true;
    }

    private OffloadedCall take() {
      idle.incrementAndGet();
      OffloadedCall call = poll();
      // In this order: in between, a submitter sees a worker too few, and starts one too many; the
      // other way round it would see one too many, and its call would wait behind a running one.
      idle.decrementAndGet();
      if (call != null) {
        queued.decrementAndGet();
      }
      return call;
    }

    private OffloadedCall poll() {
      while (true) {
        try {
          return queue.poll(settings.keepAliveNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stray) {
          // Nobody interrupts a worker between two calls but a callee's late child.
        }
      }
    }
  }
}
