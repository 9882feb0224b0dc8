package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * The place of a dispatched call in the sequence of its receiver. A turn begins on the loop, when
 * its handler has been suspended, and ends on the worker, after that has told the loop. The loop
 * hangs a turn behind the one before it; the worker closes its turn. Whichever comes first decides
 * by one compare-and-set who submits the later call: so calls run in the order of their beginnings,
 * one after the other, and none waits for the loop.
 */
final class Turn {

  private static final AtomicReferenceFieldUpdater<Turn, Turn> NEXT =
      AtomicReferenceFieldUpdater.newUpdater(Turn.class, Turn.class, "next");

  /** What follows a turn that ended before another one came. */
  private static final Turn NOBODY = new Turn(null, null, null, null);

  private static final long FIRST_GLANCE_NANOS = 20_000;
  private static final long LAST_GLANCE_NANOS = 1_000_000;

  private final SiteOrder order;
  private final Sequences sequences;
  private final Object key;
  private final OffloadedCall call;

  private volatile Turn next;
  private volatile boolean callEnded;

  /** Written by the loop before the turn is hung behind another, read by that one's worker. */
  private long queuedAt;

  /** Written by the worker of the turn before, ahead of the submission. */
  private long waitedNanos;

  /** Whether the turn has begun. For the loop. */
  private boolean begun;

  /** A direct call has waited in vain for this turn's end; the next one need not. For the loop. */
  private boolean givenUp;

  /**
   * @param order the site's order
   * @param sequences those of the loop
   * @param key what orders the calls
   * @param call the call
   */
  Turn(SiteOrder order, Sequences sequences, Object key, OffloadedCall call) {
    this.order = order;
    this.sequences = sequences;
    this.key = key;
    this.call = call;
  }

  Object key() {
    return key;
  }

  /** Submits the call, now or when the calls before it have ended. On the loop. */
  void begin() {
    begun = true;
    Turn before;
    try {
      before = sequences.append(this);
    } catch (OutOfMemoryError noSequence) {
      // Overlapping is bad, a handler that waits for ever is worse.
      Incidents.report("out of memory: a call is dispatched out of order: " + call);
      before = null;
    }
    if (before != null) {
      queuedAt = System.nanoTime();
      if (NEXT.compareAndSet(before, null, this)) {
        return;
      }
    }
    queuedAt = 0;
    call.submit();
  }

  /** Notes that the call has ended, before anybody is told. On the worker. */
  void callEnded() {
    callEnded = true;
  }

  /**
   * Lets the next call begin. On the worker, whatever became of the call; never throws.
   *
   * @param ranNanos how long the call ran
   * @return a call that the worker has to run itself, since it can't be submitted; else null
   */
  OffloadedCall end(long ranNanos) {
    OffloadedCall left = isLast() ? null : next.submit();
    try {
      order.count(waitedNanos, ranNanos, key);
    } catch (OutOfMemoryError uncounted) {
      // The counters are for a hint only.
    }
    return left;
  }

  private OffloadedCall submit() {
    try {
      waitedNanos = System.nanoTime() - queuedAt;
      call.submit();
      return null;
    } catch (Throwable noMemory) {
      // If it was queued all the same, a call is claimed before it is run.
      return call;
    }
  }

  /**
   * Forgets the sequence if it has come to its end. On the loop, when the handler goes on: for any
   * reason, and also if the turn never began. The worker may not have closed the turn yet, and if
   * the handler was given up, the call may not have ended.
   */
  void leave() {
    if (callEnded) {
      if (isLast()) {
        sequences.remove(this);
      }
    } else if (begun) {
      sequences.leaveLater(this);
    }
  }

  /**
   * Closes the turn, if none has been hung behind it: it is closed, or has a next one, for good.
   */
  private boolean isLast() {
    return NEXT.compareAndSet(this, null, NOBODY) || next == NOBODY;
  }

  /** Whether the call has ended. */
  boolean hasEnded() {
    return callEnded;
  }

  /**
   * Keeps this thread from going on until the turn has ended, for a limited time, and only once.
   *
   * @return whether it has ended
   */
  @Parks(
      "the loop: a call that runs directly waits for its busy receiver, for a limited time, and once")
  boolean awaitEnd(long limitNanos) {
    if (givenUp) {
      return false;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + limitNanos;
    for (long glance = FIRST_GLANCE_NANOS; !hasEnded() && System.nanoTime() < deadline; ) {
      LockSupport.parkNanos(this, glance);
      interrupted |= Thread.interrupted();
      glance = Math.min(2 * glance, LAST_GLANCE_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    givenUp = !hasEnded();
    return !givenUp;
  }
}
