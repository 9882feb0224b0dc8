package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Calls that wait, first in first out, without a lock. One that is taken back counts no more from
 * then on. It leaves the queue when its turn comes, or before the queue has more of its kind than
 * of others: a pool that stands still must not keep what nobody waits for.
 */
final class Backlog {

  private final ConcurrentLinkedQueue<OffloadedCall> calls = new ConcurrentLinkedQueue<>();

  /** Calls that count. ConcurrentLinkedQueue.size() walks the whole queue. */
  private final AtomicInteger size = new AtomicInteger();

  private final AtomicInteger takenBack = new AtomicInteger();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final Runnable sweep = new Sweep();

  void add(OffloadedCall call) {
    call.entersBacklog(this);
    size.incrementAndGet();
    try {
      calls.add(call);
    } catch (OutOfMemoryError full) {
      left(call);
      throw full;
    }
  }

  /** The next call, which may have been taken back; null if there is none. */
  OffloadedCall poll() {
    OffloadedCall call = calls.poll();
    if (call != null) {
      left(call);
    }
    return call;
  }

  private static void left(OffloadedCall call) {
    Backlog counted = call.leaveBacklog();
    if (counted != null) {
      counted.size.decrementAndGet();
    }
  }

  /** Whether nothing is there, not even what was taken back. */
  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** How many calls wait. */
  int size() {
    return size.get();
  }

  /** A call that was here has been taken back. Any thread. */
  void tookBack() {
    size.decrementAndGet();
    if (takenBack.incrementAndGet() > size.get() && sweeping.compareAndSet(false, true)) {
      Housekeeper.submit(sweep);
    }
  }

  private final class Sweep implements Runnable, Predicate<OffloadedCall> {

    @Override
    public void run() {
      sweeping.set(false);
      takenBack.set(0);
      calls.removeIf(this);
    }

    @Override
    public boolean test(OffloadedCall call) {
      if (!call.isTakenBack()) {
        return false;
      }
      left(call);
      OffloadedCall next = call.passOn();
      if (next != null) {
        Housekeeper.startThread(new OutOfTurn(next), "aos-out-of-turn");
      }
      return true;
    }
  }

  /** A call that could not be submitted when its turn came. */
  private record OutOfTurn(OffloadedCall call) implements Runnable {
    @Override
    public void run() {
      call.runAndTell();
    }
  }
}
