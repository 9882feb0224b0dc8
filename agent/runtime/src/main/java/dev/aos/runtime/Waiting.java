package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A handler that waits for something that needs no worker. What ends it first, a callback, the time
 * or an interrupt, resumes the handler; all others are too late.
 */
final class Waiting implements Suspension {

  /** What has ended a wait. */
  enum End {
    /** What it was for may have happened. */
    SIGNALLED,
    /** The time that the call itself would wait is over. */
    EXPIRED,
    /** The time that the rule lets it wait is over. */
    OVERDUE,
    /** The handler is interrupted. */
    INTERRUPTED,
    /** Nobody would tell the end. */
    FAILED,
    /** The handler has left for another reason. */
    LEFT
  }

  private static final AtomicReferenceFieldUpdater<Waiting, End> END =
      AtomicReferenceFieldUpdater.newUpdater(Waiting.class, End.class, "end");

  private static final AtomicIntegerFieldUpdater<Waiting> POSTED =
      AtomicIntegerFieldUpdater.newUpdater(Waiting.class, "posted");

  private final SiteCounters counters;
  private final LinkedWait way;
  private final Object[] arguments;
  private final Deadline deadline;
  private final boolean counts;
  private final Signal signal = new Signal(this);

  private volatile End end;

  /** Ends it at its deadline; null if it has none, or has not begun. For the handler's thread. */
  private Timer limit;

  /** Set when the handler has left the stack. */
  private volatile Activation activation;

  /** Set by {@link #POSTED}. */
  @SuppressWarnings("unused")
  private volatile int posted;

  /**
   * @param counters those of the site where the call stands
   * @param way how the end is learned
   * @param arguments the call's receiver and arguments
   * @param deadline when it ends by itself
   * @param counts whether this is the call's first wait
   */
  Waiting(
      SiteCounters counters,
      LinkedWait way,
      Object[] arguments,
      Deadline deadline,
      boolean counts) {
    this.counters = counters;
    this.way = way;
    this.arguments = arguments;
    this.deadline = deadline;
    this.counts = counts;
  }

  @Override
  public Site site() {
    return counters.site();
  }

  Signal signal() {
    return signal;
  }

  /** What has ended it; null if nothing has. */
  End end() {
    return end;
  }

  @Override
  public void begin(Activation suspended) {
    if (counts) {
      counters.countSuspension();
      counters.countWait();
    }
    activation = suspended;
    if (!deadline.isNever()) {
      limit = Timers.after(deadline.nanosLeft(), new Expiry(this));
    }
    try {
      way.subscribe(arguments, signal);
    } catch (Throwable failed) {
      Incidents.report("nobody tells the end of " + this + ": " + failed);
      end(End.FAILED);
    }
    if (end != null) {
      post();
    }
  }

  /**
   * Ends the wait. Any thread; throws nothing.
   *
   * @return false if it had ended already
   */
  boolean end(End reason) {
    if (!END.compareAndSet(this, null, reason)) {
      return false;
    }
    if (activation != null) {
      post();
    }
    return true;
  }

  /** Ends the wait with an interrupt, if the call ends with one. */
  boolean interrupt() {
    return way.interruptible() && end(End.INTERRUPTED);
  }

  private void post() {
    if (POSTED.compareAndSet(this, 0, 1)) {
      activation.postResumption(this);
    }
  }

  /** The handler goes on, for whatever reason: nobody is to tell it any more. */
  void leave() {
    END.compareAndSet(this, null, End.LEFT);
    if (limit != null) {
      limit.cancel();
    }
    signal.release();
    if (end != End.SIGNALLED && activation != null) {
      way.unsubscribe(arguments, signal);
    }
  }

  /** The time is over. */
  record Expiry(Waiting waiting) implements Runnable {
    @Override
    public void run() {
      waiting.end(waiting.deadline.end());
    }
  }

  @Override
  public String toString() {
    return site().settings().callAtPlace();
  }
}
