package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** What of a call a worker does, so that an interrupt reaches this call or none. */
abstract class InterruptibleCall {

  private static final AtomicReferenceFieldUpdater<InterruptibleCall, Object> WORKER =
      AtomicReferenceFieldUpdater.newUpdater(InterruptibleCall.class, Object.class, "worker");

  /** Instead of the worker: the call is to be interrupted when it begins. */
  private static final Object INTERRUPTED = new Object();

  /** Instead of the worker: it is being interrupted. */
  private static final Object INTERRUPTING = new Object();

  /** Instead of the worker: the call has ended. */
  private static final Object ENDED = new Object();

  /**
   * The worker while it runs the call; null before. Else one of the marks below. Set by {@link
   * #WORKER}, so that an interrupt reaches this call or none.
   */
  private volatile Object worker;

  /** The thread that runs the call now; null if none does. */
  final Thread worker() {
    Object running = worker;
    return running instanceof Thread ? (Thread) running : null;
  }

  /**
   * Interrupts the worker while it runs the call, or as soon as it does. Any thread.
   *
   * @return false if the call has ended
   */
  final boolean interrupt() {
    while (true) {
      Object found = worker;
      if (found == ENDED) {
        return false;
      }
      if (found == INTERRUPTED || found == null && WORKER.compareAndSet(this, null, INTERRUPTED)) {
        return true;
      }
      if (found instanceof Thread && WORKER.compareAndSet(this, found, INTERRUPTING)) {
        try {
          ((Thread) found).interrupt();
        } finally {
          worker = found;
        }
        return true;
      }
      Thread.onSpinWait();
    }
  }

  /** From here on interrupts go to this thread. */
  final void callBegins() {
    Thread thread = Thread.currentThread();
    if (!WORKER.compareAndSet(this, null, thread)) {
      worker = thread;
      thread.interrupt();
    }
  }

  /** From here on no interrupt comes any more. */
  final void callIsOver() {
    Object found = worker;
    while (found == INTERRUPTING || !WORKER.compareAndSet(this, found, ENDED)) {
      Thread.yield();
      found = worker;
    }
  }
}
