package dev.aos.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A site with {@code loop: none}: the call runs on a worker and this thread blocks for it. */
final class BlockingCall extends LinkedCall {

  BlockingCall(Site site, SpreadCall target, Optional<Class<?>> initialized) {
    super(site, target, initialized);
  }

  @Override
  boolean mayDispatch() {
    if (Workers.isCurrent()) {
      return direct(DirectReason.ON_WORKER);
    }
    if (!Switch.isOn()) {
      return direct(DirectReason.SWITCHED_OFF);
    }
    if (VirtualThreads.isCurrent()) {
      return direct(DirectReason.VIRTUAL_THREAD);
    }
    if (site().settings().whenFull() != WhenFull.REJECT && !pool().hasRoom()) {
      // Waiting for room would block for longer than the call itself.
      return direct(DirectReason.QUEUE_FULL);
    }
    return nothingHeld(false);
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    refuseIfFull();
    BlockedThread waiter = new BlockedThread(pool());
    OffloadedCall call = call(arguments, waiter);
    InFlight inFlight = InFlight.ofBlockedThreads();
    AtomicInteger counted = inFlight.began();
    Carrier[] carriers = Carriers.usable();
    ThreadState mine = ThreadState.of(carriers);
    call.lend(mine);
    // The flag goes to the worker; one that comes from now on is this thread's.
    Thread.interrupted();
    boolean completed = false;
    try {
      call.submit();
      completed = waiter.block(call);
    } finally {
      counted.decrementAndGet();
      if (!completed && mine.isInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
    if (!completed) {
      return runHere(arguments, DirectReason.STALLED);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    call.state().install(mine, carriers);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    counters().countBlocking();
    return call.result();
  }

  /** A thread that waits, and keeps an interrupt for its owner: the call is not interruptible. */
  private static final class BlockedThread implements OffloadedCall.Waiter {

    /**
     * So long a pool may stand still before a thread takes back a call that no worker has begun.
     * Its workers may wait for what this thread, or one like it, is about to do.
     */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Thread thread = Thread.currentThread();
    private final WorkerPool pool;
    private volatile boolean completed;

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
          } else if (System.nanoTime() - since >= PATIENCE_NANOS && call.claim()) {
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
}
