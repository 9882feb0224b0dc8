package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes the handlers of one loop whose resumption the loop's executor refused. A loop that lives
 * may have had a full queue: it is asked again. Only when it has ended are they finished here, one
 * after the other on one thread, since nobody else touches the loop's state then.
 */
final class Rescuer implements Runnable {

  /** Between two attempts: an executor that is full or ends has better things to do. */
  private static final long PAUSE_NANOS = 5_000_000;

  private final Thread loopThread;
  private final ConcurrentLinkedQueue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /** A resumption that was refused, and what is done instead if the loop has ended. */
  private record Refused(Executor executor, Runnable resumption, Runnable rescue) {}

  /**
   * @param loopThread the loop's thread
   */
  Rescuer(Thread loopThread) {
    this.loopThread = loopThread;
  }

  /** Takes a handler. Never blocks. */
  void accept(Executor executor, Runnable resumption, Runnable rescue) {
    refused.add(new Refused(executor, resumption, rescue));
    if (waiting.getAndIncrement() == 0) {
      Housekeeper.startThread(this, "aos-rescue");
    }
  }

  @Override
  public void run() {
    do {
      // Added before it was counted, so it is there.
      finish(refused.poll());
    } while (waiting.decrementAndGet() > 0);
  }

  @Parks("a thread of its own")
  private void finish(Refused one) {
    while (!hasEnded(one.executor())) {
      try {
        one.executor().execute(one.resumption());
        return;
      } catch (Throwable again) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
    one.rescue().run();
  }

  private boolean hasEnded(Executor executor) {
    return !loopThread.isAlive() || Loop.hasEnded(executor);
  }
}
