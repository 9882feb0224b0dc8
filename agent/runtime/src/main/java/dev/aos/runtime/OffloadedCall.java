package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A call that is handed to an executor. The result is written by the worker before it tells the
 * waiter, and read by the waiter after that; the waiter's queue or its volatile flag orders the
 * two.
 */
final class OffloadedCall implements Suspension {

  /** Who waits for a call. */
  interface Waiter {

    /** The call has a result or a throwable. On the worker's thread; never throws. */
    void completed(OffloadedCall call);
  }

  private static final AtomicIntegerFieldUpdater<OffloadedCall> CLAIMED =
      AtomicIntegerFieldUpdater.newUpdater(OffloadedCall.class, "claimed");

  private static final AtomicReferenceFieldUpdater<OffloadedCall, Object> WORKER =
      AtomicReferenceFieldUpdater.newUpdater(OffloadedCall.class, Object.class, "worker");

  /** Instead of the worker: the call is to be interrupted when it begins. */
  private static final Object INTERRUPTED = new Object();

  /** Instead of the worker: it is being interrupted. */
  private static final Object INTERRUPTING = new Object();

  /** Instead of the worker: the call has ended. */
  private static final Object ENDED = new Object();

  private final SiteCounters counters;
  private final SpreadCall target;
  private final Object[] arguments;
  private final WorkerPool pool;
  private final Waiter waiter;

  /** Set by {@link #CLAIMED}, which spares every suspended handler an object. */
  @SuppressWarnings("unused")
  private volatile int claimed;

  private Object result;
  private Throwable thrown;

  /**
   * The worker while it runs the call; null before. Else one of the marks below. Set by {@link
   * #WORKER}, so that an interrupt reaches this call or none.
   */
  private volatile Object worker;

  /** Its place in the sequence of its receiver; null if it may overlap with any call. */
  private Turn turn;

  /** The handler's; after the call, with what the callee made of it. */
  private ThreadState state = ThreadState.IDLE;

  /**
   * @param counters of the site where the call stands
   * @param target the call
   * @param arguments its receiver and arguments
   * @param pool runs it
   * @param waiter is told when it has completed
   */
  OffloadedCall(
      SiteCounters counters,
      SpreadCall target,
      Object[] arguments,
      WorkerPool pool,
      Waiter waiter) {
    this.counters = counters;
    this.target = target;
    this.arguments = arguments;
    this.pool = pool;
    this.waiter = waiter;
  }

  @Override
  public Site site() {
    return counters.site();
  }

  /** Orders the call; before it is submitted. */
  void setTurn(Turn place) {
    turn = place;
  }

  /** Hands the call of a suspended handler to its pool, and counts it. Never throws or blocks. */
  @Override
  public void begin(Activation activation) {
    counters.countSuspension();
    if (!pool.hasRoom()) {
      counters.countWaitForRoom();
    }
    if (turn == null) {
      submit();
    } else {
      turn.begin();
    }
  }

  /** Hands the call to its pool. Never throws, never blocks. */
  void submit() {
    pool.submit(this);
  }

  /**
   * Claims the right to run the call: a worker's, or that of a waiter who takes it back.
   *
   * @return false if somebody else has it
   */
  boolean claim() {
    return CLAIMED.compareAndSet(this, 0, 1);
  }

  /** Runs the call and tells the waiter, unless the waiter has taken it back. */
  void runAndTell() {
    OffloadedCall call = this;
    while (call != null) {
      call = call.runOne();
    }
  }

  /** Gives the call that has to be run next, by this very thread; null in all but bad cases. */
  private OffloadedCall runOne() {
    if (!claim()) {
      return null;
    }
    OffloadedCall next;
    long start = System.nanoTime();
    invoke();
    long nanos = System.nanoTime() - start;
    if (turn == null) {
      tell(nanos);
      return null;
    }
    turn.callEnded();
    try {
      // Before the next call may begin: so handlers also go on in the order of their calls.
      tell(nanos);
    } finally {
      next = turn.end(nanos);
    }
    return next;
  }

  private void tell(long nanos) {
    try {
      counters.countWorkerNanos(nanos);
    } catch (OutOfMemoryError uncounted) {
      // The waiter must be told all the same.
    }
    waiter.completed(this);
  }

  /** The thread that runs the call now; null if none does. */
  Thread worker() {
    Object running = worker;
    return running instanceof Thread ? (Thread) running : null;
  }

  /**
   * Interrupts the worker while it runs the call, or as soon as it does. Any thread.
   *
   * @return false if the call has ended
   */
  boolean interrupt() {
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
  private void callBegins() {
    Thread thread = Thread.currentThread();
    if (!WORKER.compareAndSet(this, null, thread)) {
      worker = thread;
      thread.interrupt();
    }
  }

  /** From here on no interrupt comes any more. */
  private void callIsOver() {
    while (!WORKER.compareAndSet(this, Thread.currentThread(), ENDED)) {
      Thread.yield();
    }
  }

  /** Gives the state that the call runs with; before it is submitted. */
  void lend(ThreadState handlers) {
    state = handlers;
  }

  /** The state that the call has left; when it has completed. */
  ThreadState state() {
    return state;
  }

  private void invoke() {
    Carrier[] carriers = Carriers.usable();
    ThreadState own = ThreadState.of(carriers);
    ThreadState lent = state;
    lent.forWorker(own, carriers).install(own, carriers);
    callBegins();
    try {
      result = (Object) target.handle().invokeExact(arguments);
    } catch (Throwable failed) {
      // Of every kind, errors included: the waiter must be told, and gets this very object.
      thrown = failed;
    } finally {
      callIsOver();
      Carrier[] now = Carriers.usable();
      ThreadState left = ThreadState.of(now);
      own.install(left, now);
      state = left.fromWorker(lent, now);
    }
  }

  /** The result, on the handler's thread; throws what the call threw, with the handler's frames. */
  Object result() throws Throwable {
    if (thrown != null) {
      StackTraces.join(thrown, new Throwable().getStackTrace());
      throw thrown;
    }
    return result;
  }

  /** The same where another line awaits the call: the trace has the line of the call itself. */
  Object resultAtItsLine() throws Throwable {
    if (thrown != null) {
      StackTraceElement[] awaiting = new Throwable().getStackTrace();
      StackTraces.moveTo(site().settings(), awaiting);
      StackTraces.join(thrown, awaiting);
      throw thrown;
    }
    return result;
  }

  @Override
  public OffloadedCall call() {
    return this;
  }

  @Override
  public void discard() {
    closeLate(result);
  }

  /** Closes a result that comes too late, on a thread of its own: closing may block. */
  static void closeLate(Object late) {
    if (late instanceof AutoCloseable) {
      Housekeeper.startThread(new Closing((AutoCloseable) late), "aos-close");
    }
  }

  /** Closes what nobody wants any more. */
  private record Closing(AutoCloseable resource) implements Runnable {
    @Override
    public void run() {
      try {
        resource.close();
      } catch (Throwable failed) {
        Incidents.report("a result that came too late can't be closed: " + failed);
      }
    }
  }

  @Override
  public String toString() {
    SiteSettings settings = site().settings();
    return settings.call() + " at " + settings.place();
  }
}
