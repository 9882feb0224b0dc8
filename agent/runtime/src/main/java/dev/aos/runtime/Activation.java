package dev.aos.runtime;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One piece of a lane's work on its way through its own continuation. As a {@link Runnable} it is
 * the continuation's body.
 *
 * <p>Protocol: {@link #await} leaves the call in {@link #pending} and yields; the loop side submits
 * it when the continuation has left the stack, so a refused yield has dispatched nothing, and no
 * call completes before its handler is suspended. The worker posts {@link Resumption} to the lane's
 * executor, which carries on here on the same thread.
 */
final class Activation implements Runnable, OffloadedCall.Waiter {

  private final Lane lane;
  private final Work work;
  private final Object continuation;
  private Activation outer;
  private OffloadedCall pending;
  private Throwable thrown;
  private Throwable interruption;

  /** Set from the first suspension on. */
  private AtomicInteger inFlight;

  /** The thread's state at the entry; from the first suspension on in {@link #carried}. */
  private ThreadState found;

  private CarriedState carried;

  /** All thread locals at the entry, as long as the entry is audited; else null. */
  private Object[] before;

  /** An entry whose next call is the re-run of {@link #work}, not an event; else null. */
  private LinkedEntry rerun;

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

  @Override
  public void run() {
    try {
      work.run(this);
    } catch (Throwable failed) {
      // Not through the continuation's own frames: an exception in their clean-up ends the JVM.
      thrown = failed;
    }
  }

  /**
   * Runs the work for a caller that waits: what it throws before its first suspension leaves here
   * as it always did.
   */
  void runForCaller() throws Throwable {
    if (mount() && thrown != null) {
      throw thrown;
    }
  }

  /** Runs work whose caller is gone. */
  void runDetached() {
    if (mount()) {
      passFailureOn();
    }
  }

  /**
   * Suspends the handler until the call has completed. Called inside the continuation.
   *
   * @return false if the JVM refused to suspend; then nothing has been dispatched
   */
  boolean await(OffloadedCall call) {
    pending = call;
    boolean resumed;
    try {
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
    Resumption resumption = new Resumption(this);
    try {
      lane.executor().execute(resumption);
    } catch (Throwable refused) {
      lane.loop().rescuer().accept(lane.executor(), resumption, new Rescue(this, call, refused));
    }
  }

  /**
   * Mounts the continuation until it is suspended or done.
   *
   * @return whether it is done
   */
  private boolean mount() {
    Loop loop = lane.loop();
    if (carried == null) {
      found = ThreadState.copied();
      before = work.audit().look();
    } else {
      carried.comeBack();
    }
    loop.push(this);
    try {
      Continuations.run(continuation);
    } finally {
      loop.pop(this);
    }
    if (Continuations.isDone(continuation)) {
      if (inFlight != null) {
        carried.end();
        inFlight.decrementAndGet();
      }
      return true;
    }
    OffloadedCall call = pending;
    pending = null;
    if (inFlight == null) {
      inFlight = lane.loop().inFlight().began();
      carried = new CarriedState(found);
    }
    carried.leave(call);
    if (before != null) {
      work.audit().compare(before, call);
      before = null;
    }
    lane.handlerSuspended();
    call.submitForSuspended();
    return false;
  }

  private void resume() {
    lane.handlerResumes();
    runDetached();
    lane.drain();
  }

  private void passFailureOn() {
    if (thrown != null) {
      new Activation(lane, work.failure(thrown)).runDetached();
    }
  }

  /** The task on the loop's queue that carries on. Never an entry itself. */
  private static final class Resumption implements Runnable {
    private final Activation activation;

    Resumption(Activation activation) {
      this.activation = activation;
    }

    @Override
    public void run() {
      activation.resume();
    }
  }

  /** Finishes a handler whose loop takes no more tasks, with an exception, on another thread. */
  private static final class Rescue implements Runnable {
    private final Activation activation;
    private final OffloadedCall call;
    private final Throwable cause;

    Rescue(Activation activation, OffloadedCall call, Throwable cause) {
      this.activation = activation;
      this.call = call;
      this.cause = cause;
    }

    @Override
    public void run() {
      activation.interruption =
          new RejectedExecutionException(
              "[aos] the event loop was shut down while its handler waited for " + call, cause);
      Incidents.report(
          "an event loop was shut down under a suspended handler, which was finished with a"
              + " RejectedExecutionException: "
              + call);
      activation.lane.sourceEnded();
      activation.resume();
    }
  }
}
