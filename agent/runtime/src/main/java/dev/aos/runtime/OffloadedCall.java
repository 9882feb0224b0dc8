package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A call that is handed to an executor. The result is written by the worker before it tells the
 * waiter, and read by the waiter after that; the waiter's queue or its volatile flag orders the
 * two.
 */
final class OffloadedCall extends PhasedCall implements Suspension {

  /** Who waits for a call. */
  interface Waiter {

    /** The call has a result or a throwable. On any thread but the waiter's; never throws. */
    void completed(OffloadedCall call);
  }

  /** What has become of a call whose waiter does not want to wait any more. */
  enum GivenUp {
    /** Nobody tells the waiter: the call never begins, or goes on alone. */
    AT_ONCE,
    /** The waiter is told when the call has ended; its result is closed by then. */
    AT_ITS_END,
    /** The call has ended, or was given up before: the waiter has been told. */
    TOO_LATE
  }

  private static final AtomicReferenceFieldUpdater<OffloadedCall, Backlog> BACKLOG =
      AtomicReferenceFieldUpdater.newUpdater(OffloadedCall.class, Backlog.class, "backlog");

  private final SiteCounters counters;
  private final SpreadCall target;
  private final Object[] arguments;
  private final WorkerPool pool;
  private final Waiter waiter;

  /** Where it waits for a worker; null if it waits nowhere. Taken away once, by who counts. */
  @SuppressWarnings("UnusedVariable")
  private volatile Backlog backlog;

  /** Its place among what its loop lets be under way in the pool; null if that is not limited. */
  private LoopPlace loopPlace;

  /** When the handler was suspended for it, or it was submitted. */
  private long since;

  /** Ends the handler's patience; null if that has no limit. For the waiter's thread. */
  private Timer limit;

  private Object result;
  private Throwable thrown;

  /** Its place in the sequence of its receiver; null if it may overlap with any call. */
  private Turn turn;

  /** The handler's. */
  private ThreadState lent = ThreadState.IDLE;

  /** The same after the call, with what the callee made of it. */
  private ThreadState left = ThreadState.IDLE;

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
      pool.counters().countWaitForRoom();
    }
    LoopLimit ofLoop = activation.lane().loop().limits().of(pool);
    loopPlace = ofLoop == null ? null : new LoopPlace(ofLoop);
    startLimit();
    if (turn == null) {
      submitSince(activation.suspendedSince());
    } else {
      turn.begin();
    }
  }

  /** The rule's limit of time runs from here on. On the waiter's thread, before it waits. */
  void startLimit() {
    long nanos = site().settings().policy().timeoutNanos();
    if (nanos > 0) {
      limit = Timers.after(nanos, new Overdue(this));
    }
  }

  /** The waiter goes on. On its thread. */
  void stopLimit() {
    if (limit != null) {
      limit.cancel();
      limit = null;
    }
  }

  /** Hands the call to its pool. Never throws, never blocks. */
  void submit() {
    submitSince(System.nanoTime());
  }

  /**
   * Hands the call to its pool, if that can be done now.
   *
   * @param ofLoop what its loop may have under way there; null if that is not limited
   * @return false if the loop has no place for it; then nothing has happened
   */
  boolean submitAtOnce(LoopLimit ofLoop) {
    if (ofLoop == null) {
      submit();
      return true;
    }
    since = System.nanoTime();
    loopPlace = new LoopPlace(ofLoop);
    return ofLoop.submitAtOnce(this);
  }

  private void submitSince(long now) {
    since = now;
    if (loopPlace == null) {
      pool.submit(this);
    } else {
      loopPlace.limit().submit(this);
    }
  }

  /**
   * Ends the waiter's patience, if the call has not ended. Any thread.
   *
   * @param cancel what becomes of the call if it runs; one that has not begun never does
   */
  GivenUp giveUp(CallPolicy.Cancel cancel) {
    if (takeOut()) {
      pool.counters().countTakenBack();
      return GivenUp.AT_ONCE;
    }
    if (cancel == CallPolicy.Cancel.WAIT) {
      return awaitsOnlyItsEnd() ? GivenUp.AT_ITS_END : GivenUp.TOO_LATE;
    }
    if (!abandon()) {
      return GivenUp.TOO_LATE;
    }
    if (cancel == CallPolicy.Cancel.INTERRUPT) {
      interrupt();
    }
    return GivenUp.AT_ONCE;
  }

  /**
   * Takes the call out of its pool: no worker ever runs it. Any thread.
   *
   * @return false if it has begun, or has been taken out before
   */
  boolean takeOut() {
    if (!takeBack()) {
      return false;
    }
    Backlog waitedIn = leaveBacklog();
    if (waitedIn != null) {
      waitedIn.tookBack();
    }
    return true;
  }

  /** The rule's limit is over. On the timers' thread. */
  private void isOverdue() {
    if (giveUp(site().settings().policy().cancel()) == GivenUp.AT_ONCE) {
      waiter.completed(this);
    }
  }

  /** Notes where it waits; before it is there. */
  void entersBacklog(Backlog where) {
    backlog = where;
  }

  /** Where it has waited, for the first that asks; null for all others. */
  Backlog leaveBacklog() {
    return BACKLOG.getAndSet(this, null);
  }

  LoopPlace loopPlace() {
    return loopPlace;
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
      return passOn();
    }
    long start = System.nanoTime();
    invoke();
    boolean wanted = ends();
    long nanos = System.nanoTime() - start;
    if (turn != null) {
      turn.callEnded();
    }
    OffloadedCall next;
    try {
      // Before the next call may begin: so handlers also go on in the order of their calls.
      tell(wanted, start - since, nanos);
    } finally {
      next = leave(nanos);
    }
    return next;
  }

  /**
   * Lets those go on that came behind a call which was taken back. Any thread but a loop's.
   *
   * @return a call that has to be run by this very thread; null in all but bad cases
   */
  OffloadedCall passOn() {
    if (!passesOn()) {
      return null;
    }
    if (turn != null) {
      turn.callEnded();
    }
    return leave(0);
  }

  private OffloadedCall leave(long ranNanos) {
    OffloadedCall next = turn == null ? null : turn.end(ranNanos);
    if (loopPlace != null) {
      loopPlace.leave();
    }
    return next;
  }

  /**
   * Notes the end.
   *
   * @return whether the waiter is to be told
   */
  private boolean ends() {
    if (endsInTime()) {
      return true;
    }
    // Here, so that it is over before the next call on the same receiver begins.
    LateResult.close(result, arguments);
    result = null;
    return endsOverdue();
  }

  private void tell(boolean wanted, long waitedNanos, long ranNanos) {
    try {
      counters.countWorkerNanos(ranNanos);
      pool.counters().countEnded(waitedNanos, ranNanos);
    } catch (OutOfMemoryError uncounted) {
      // The waiter must be told all the same.
    }
    if (wanted) {
      waiter.completed(this);
    }
  }

  /** Gives the state that the call runs with; before it is submitted. */
  void lend(ThreadState handlers) {
    lent = handlers;
  }

  /**
   * The state that the waiter goes on with: as the call has left it; if that was given up, as it
   * was before.
   */
  ThreadState state() {
    return isGivenUp() ? lent : left;
  }

  private void invoke() {
    ThreadState own = null;
    try {
      Carrier[] carriers = Carriers.usable();
      own = ThreadState.of(carriers);
      lent.forWorker(own, carriers).install(own, carriers);
      callBegins();
      result = (Object) target.handle().invokeExact(arguments);
    } catch (Throwable failed) {
      // Of every kind, errors included: the waiter must be told, and gets this very object.
      thrown = failed;
    } finally {
      callIsOver();
      takeStateBack(own);
    }
  }

  /** What the call leaves is the handler's, and the worker has its own again. */
  private void takeStateBack(ThreadState own) {
    left = lent;
    if (own == null) {
      return;
    }
    try {
      Carrier[] now = Carriers.usable();
      ThreadState found = ThreadState.of(now);
      own.install(found, now);
      left = found.fromWorker(lent, now);
    } catch (Throwable failed) {
      // No memory for it: the waiter must be told all the same.
      Incidents.reportSafely("internal: thread state after a call", failed);
    }
  }

  /** The result, on the handler's thread; throws what the call threw, with the handler's frames. */
  Object result() throws Throwable {
    if (isGivenUp()) {
      throw timeout();
    }
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

  private Throwable timeout() {
    counters.countTimeout();
    Throwable exception = TimeoutExceptions.create(site().settings(), !neverRuns());
    if (hasEndedOverdue() && thrown != null) {
      StackTraces.join(thrown, exception.getStackTrace());
      exception.addSuppressed(thrown);
    }
    return exception;
  }

  @Override
  public void discard() {
    // Of one that was given up the worker has seen to it.
    if (hasEndedInTime()) {
      LateResult.closeSoon(result, arguments);
    }
  }

  /** Ends the waiter's patience. */
  private record Overdue(OffloadedCall call) implements Runnable {
    @Override
    public void run() {
      call.isOverdue();
    }
  }

  @Override
  public String toString() {
    return site().settings().callAtPlace();
  }
}
