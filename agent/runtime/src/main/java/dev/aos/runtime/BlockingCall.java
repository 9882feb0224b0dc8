package dev.aos.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

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
      call.startLimit();
      call.submit();
      completed = waiter.block(call);
    } finally {
      call.stopLimit();
      counted.decrementAndGet();
      if (!completed && mine.isInterrupted()) {
        Thread.currentThread().interrupt();
      }
    }
    if (!completed) {
      return runHere(arguments, DirectReason.STALLED);
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    ThreadState left = call.state();
    left.install(mine, carriers);
    if (interrupted || left == mine && mine.isInterrupted()) {
      Thread.currentThread().interrupt();
    }
    counters().countBlocking();
    return call.result();
  }
}
