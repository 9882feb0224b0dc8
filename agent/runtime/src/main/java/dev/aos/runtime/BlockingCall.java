package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A site with {@code loop: none}: the call runs on a worker and this thread blocks for it. */
final class BlockingCall extends LinkedCall {

  BlockingCall(Site site, MethodHandle target, ClassLoader loader) {
    super(site, target, loader);
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
    return HeldMonitors.any() ? direct(DirectReason.MONITOR_HELD) : true;
  }

  @Override
  Object dispatch(Object[] arguments) throws Throwable {
    refuseIfFull();
    BlockedThread waiter = new BlockedThread();
    OffloadedCall call = call(arguments, waiter);
    AtomicInteger inFlight = InFlight.began();
    call.submit();
    waiter.block();
    InFlight.ended(inFlight);
    site().countBlocking();
    return call.result();
  }

  /** A thread that waits, and keeps an interrupt for its owner: the call is not interruptible. */
  private static final class BlockedThread implements OffloadedCall.Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean completed;

    @Override
    public void completed(OffloadedCall call) {
      completed = true;
      LockSupport.unpark(thread);
    }

    void block() {
      boolean interrupted = false;
      while (!completed) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        thread.interrupt();
      }
    }
  }
}
