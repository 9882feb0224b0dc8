package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One piece of a lane's work on its way through its own continuation. As a {@link Runnable} it is
 * the continuation's body.
 *
 * <p>Protocol: {@link #await} leaves what is waited for in {@link #pending} and yields; the loop
 * side begins it when the continuation has left the stack, so a refused yield has dispatched
 * nothing, and no call completes before its handler is suspended. The worker posts {@link
 * Resumption} to the lane's executor, which carries on here on the same thread.
 *
 * <p>All but {@link #completed} and {@link #postResumption} is for the loop's thread.
 */
final class Activation implements Runnable, OffloadedCall.Waiter {

  private final Lane lane;
  private final Work work;
  private final Object continuation;
  private Activation outer;
  private boolean mounted;
  private Suspension pending;
  private Throwable thrown;
  private Throwable interruption;

  /** Made before the handler is suspended: a worker may find no memory for it. */
  private Resumption prepared;

  /** A resumption that nobody could take, for want of memory; the watchdog tries again. */
  private volatile Resumption overdue;

  /** What the suspended handler waits for. Read by other threads too, that only look on. */
  private volatile Suspension awaited;

  /** When the handler was suspended, by {@link System#nanoTime}. */
  private volatile long suspendedSince;

  /** Set from the first suspension on. */
  private AtomicInteger inFlight;

  /** The thread's state at the entry; from the first suspension on in {@link #carried}. */
  private ThreadState found;

  private CarriedState carried;

  /** All thread locals at the entry, as long as the entry is audited; else null. */
  private Object[] before;

  /** An entry whose next call is the re-run of {@link #work}, not an event; else null. */
  private LinkedEntry rerun;

  /** The handler that runs, if the entries say so; else null. */
  private Object handler;

  /** Gates that are closed behind this; null if there are none. */
  private List<Gate> gates;

  Activation(Lane lane, Work work) {
    this.lane = lane;
    this.work = work;
    this.continuation = Continuations.create(this);
  }

  Lane lane() {
    return lane;
  }

  Activation outer() {
    return outer;
  }

  void setOuter(Activation outer) {
    this.outer = outer;
  }

  /** Whether its frames are on the thread's stack. */
  boolean isMounted() {
    return mounted;
  }

  Suspension awaited() {
    return awaited;
  }

  long suspendedSince() {
    return suspendedSince;
  }

  /** The continuation, for its stack. */
  Object continuation() {
    return continuation;
  }

  /** The object whose method is the handler's entry; null if there is none. */
  Object receiver() {
    return work instanceof Event ? ((Event) work).receiver() : null;
  }

  /** Says that the entry's method is called next by the runtime itself. */
  void expectRerun(LinkedEntry entry) {
    rerun = entry;
  }

  /** Whether this call of the entry is the runtime's own; asked once. */
  boolean takeRerun(LinkedEntry entry) {
    if (rerun != entry) {
      return false;
    }
    rerun = null;
    return true;
  }

  /** The handler that runs; null if no entry says so. */
  Object handler() {
    return handler;
  }

  void setHandler(Object current) {
    handler = current;
  }

  void holdGate(Gate gate) {
    if (gates == null) {
      gates = new ArrayList<>(1);
    }
    gates.add(gate);
  }

  @Override
  public void run() {
    try {
      Gate gate = lane.loop().loopGate();
      if (gate != null && work instanceof Event) {
        // Events alone: a read request that waited for its turn would pause what it is to start.
        passThrough(gate);
      }
      work.run(this);
    } catch (Throwable failed) {
      // Not through the continuation's own frames: an exception in their clean-up ends the JVM.
      thrown = failed;
    }
  }

  /** Waits in front of a gate that is closed. Where it can't wait, it goes on, and that is said. */
  void passThrough(Gate gate) {
    if (gate.isClosedTo(this) && !mayWaitAt(gate)) {
      Incidents.report(
          "a handler could not wait for its turn (lane: handler or loop): it ran beside the suspended"
              + " one, since something is held on its thread, or the two would have waited for each"
              + " other");
    }
  }

  private boolean mayWaitAt(Gate gate) {
    return !gate.waitsFor(this) && Guard.held(true) == Holding.NOTHING && await(gate);
  }

  /**
   * Widens the lane for the time until this ends: others wait that share the handler, or the loop.
   *
   * @return false if it would have to wait for its turn and can't
   */
  boolean takeTurn(SiteSettings.LaneWidth width) {
    if (width == SiteSettings.LaneWidth.CHANNEL) {
      return true;
    }
    // Without a handler that is known, the wider lane: it protects as much, and more.
    Object key = width == SiteSettings.LaneWidth.HANDLER && handler != null ? handler : lane.loop();
    Gate gate = lane.loop().gate(key);
    if (gate.isClosedTo(this)) {
      return !gate.waitsFor(this) && await(gate);
    }
    gate.closeBehind(this);
    return true;
  }

  /**
   * Runs the work for a caller that waits: what it throws before its first suspension leaves here
   * as it always did.
   */
  void runForCaller() throws Throwable {
    if (mount(null) && thrown != null) {
      throw thrown;
    }
  }

  /** Runs work whose caller is gone. */
  void runDetached() {
    carryOn(null);
  }

  private void carryOn(Suspension from) {
    if (mount(from)) {
      passFailureOn();
    }
  }

  /**
   * Suspends the handler until something has happened. Called inside the continuation.
   *
   * @return false if the JVM refused to suspend; then nothing has begun
   */
  boolean await(Suspension suspension) {
    pending = suspension;
    boolean resumed;
    try {
      prepared = new Resumption(this, suspension);
      resumed = Continuations.yield();
    } catch (IllegalStateException | StackOverflowError | OutOfMemoryError refused) {
      // "Pinned: …" is an IllegalStateException; the other two come from the freeze. The
      // continuation can be used after each of them.
      resumed = false;
    }
    if (!resumed) {
      pending = null;
      return false;
    }
    Throwable interrupted = interruption;
    if (interrupted != null) {
      interruption = null;
      throw Sneaky.rethrow(interrupted);
    }
    return true;
  }

  @Override
  public void completed(OffloadedCall call) {
    postResumption(call);
  }

  /** Carries on by the loop's own queue. Any thread; throws nothing. */
  void postResumption(Suspension from) {
    Resumption ready = prepared;
    post(ready != null && ready.isFrom(from) ? ready : new Resumption(this, from));
  }

  private void post(Resumption resumption) {
    try {
      lane.executor().execute(resumption);
    } catch (Throwable refused) {
      try {
        rescue(resumption, refused);
      } catch (Throwable noMemory) {
        overdue = resumption;
      }
    }
  }

  /** Tries again what nobody could take. For the watchdog's thread. */
  void postOverdue() {
    Resumption resumption = overdue;
    if (resumption != null) {
      overdue = null;
      post(resumption);
    }
  }

  /** Gives a resumption that the loop's executor refused to the loop's rescuer. */
  void rescue(Resumption resumption, Throwable refused) {
    lane.loop().rescuer().accept(lane.executor(), resumption, resumption.rescue(refused));
  }

  /** Finishes the handler with an exception: its loop has ended. On the rescuer's thread. */
  void finishWith(Throwable exception, Suspension from) {
    interruption = exception;
    lane.sourceEnded();
    resumeFrom(from);
  }

  /** The source has ended: resumes the handler with an exception, if its call site says so. */
  void sourceClosed() {
    Suspension waitsFor = awaited;
    Site site = waitsFor == null ? null : waitsFor.site();
    if (site == null || !site.settings().cancelOnClose()) {
      return;
    }
    interruption =
        new CancellationException("[aos] closed while its handler waited for " + waitsFor);
    OffloadedCall call = waitsFor.call();
    if (call != null
        && call.giveUp(site.settings().policy().cancel()) == OffloadedCall.GivenUp.AT_ITS_END) {
      return;
    }
    Suspension cancelled = new Cancelled(site);
    awaited = cancelled;
    postResumption(cancelled);
  }

  /**
   * Mounts the continuation until it is suspended or done.
   *
   * @param from what the handler has waited for; null at its start
   * @return whether it is done
   */
  private boolean mount(Suspension from) {
    Loop loop = lane.loop();
    if (carried == null) {
      found = ThreadState.copied();
      before = work.audit().look();
    } else {
      carried.comeBack(from, lane.staysInHandler());
      lane.handlerIsBack();
    }
    loop.push(this);
    mounted = true;
    try {
      Continuations.run(continuation);
    } finally {
      mounted = false;
      loop.pop(this);
    }
    if (Continuations.isDone(continuation)) {
      ended();
      return true;
    }
    Suspension next = pending;
    pending = null;
    // From here on who interrupts it reaches what it waits for.
    awaited = next;
    lane.handlerLeft(this);
    if (inFlight == null) {
      inFlight = loop.inFlight().began();
      carried = new CarriedState(found);
    }
    carried.leave(next);
    if (before != null && next.site() != null) {
      work.audit().compare(before, next);
      before = null;
    }
    suspendedSince = System.nanoTime();
    loop.suspended(this);
    lane.handlerSuspended(this);
    begin(next);
    return false;
  }

  /** A call that can't even be handed over is as one that failed. */
  private void begin(Suspension next) {
    try {
      next.begin(this);
    } catch (Throwable noMemory) {
      interruption = noMemory;
      postResumption(next);
    }
  }

  private void ended() {
    if (inFlight != null) {
      carried.end();
      inFlight.decrementAndGet();
    }
    if (gates != null) {
      for (Gate gate : gates) {
        gate.open();
      }
      gates = null;
    }
  }

  /** Carries on, on the loop's thread. */
  void resumeFrom(Suspension from) {
    if (awaited != from) {
      from.discard();
      return;
    }
    awaited = null;
    lane.loop().resumed(this);
    lane.handlerResumes();
    carryOn(from);
    lane.drain();
  }

  private void passFailureOn() {
    if (thrown != null) {
      new Activation(lane, work.failure(thrown)).runDetached();
    }
  }

  /** How the handler was entered. */
  String workText() {
    return work.toString();
  }

  /** Nothing to wait for any more. */
  private record Cancelled(Site site) implements Suspension {
    @Override
    public void begin(Activation activation) {
      // Has happened already.
    }
  }
}
