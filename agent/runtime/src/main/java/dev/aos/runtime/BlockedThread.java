package dev.aos.runtime;

import java.util.concurrent.locks.LockSupport;

/** A thread that waits, and keeps an interrupt for its owner: the call is not interruptible. */
final class BlockedThread implements OffloadedCall.Waiter {

  /**
   * So long a pool may stand still before a thread takes back a call that no worker has begun. Its
   * workers may wait for what this thread, or one like it, is about to do.
   */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final Thread thread = Thread.currentThread();
  private final WorkerPool pool;
  private volatile boolean completed;

  /**
   * @param pool runs the call
   */
  BlockedThread(WorkerPool pool) {
    this.pool = pool;
  }

  @Override
  public void completed(OffloadedCall call) {
    completed = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits for the call.
   *
   * @return false if the thread has taken it back
   */
  @Parks("the thread that made the call: no loop, and it would have blocked in the call")
  boolean block(OffloadedCall call) {
    boolean interrupted = false;
    try {
      long progress = pool.completed();
      long since = System.nanoTime();
      while (!completed) {
        LockSupport.parkNanos(this, PATIENCE_NANOS);
        interrupted |= Thread.interrupted();
        if (pool.completed() != progress) {
          progress = pool.completed();
          since = System.nanoTime();
        } else if (System.nanoTime() - since >= PATIENCE_NANOS && call.takeOut()) {
          return false;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        thread.interrupt();
      }
    }
  }
}
