package dev.aos.runtime;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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

  /** Takes a call. */
  void submit(OffloadedCall call) {
    int waiting = queued.incrementAndGet();
    queue.add(call);
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
          Housekeeper.daemon(new Worker(), "aos-" + name() + "-" + serial.incrementAndGet())
              .start();
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
      Workers.enter();
      try {
        OffloadedCall call = take();
        while (call != null) {
          call.runAndTell();
          // An interrupt that the callee left behind is not the next call's.
          Thread.interrupted();
          call = take();
        }
      } finally {
        workers.decrementAndGet();
        // A call that came between the last look and the line above finds no worker otherwise.
        if (queued.get() > 0) {
          Housekeeper.submit(startWorker);
        }
      }
    }

    private OffloadedCall take() {
      idle.incrementAndGet();
      try {
        OffloadedCall call = queue.poll(settings.keepAliveNanos(), TimeUnit.NANOSECONDS);
        if (call != null) {
          queued.decrementAndGet();
        }
        return call;
      } catch (InterruptedException stray) {
        return take();
      } finally {
        idle.decrementAndGet();
      }
    }
  }
}
