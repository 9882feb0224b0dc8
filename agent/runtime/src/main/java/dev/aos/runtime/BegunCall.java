package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * A call that a worker runs while its handler goes on. It may end before the handler needs its
 * result, or while that is suspended for it, or while its thread blocks for it: who comes second,
 * the worker or the handler, finds what the other has left in {@link #state}.
 */
final class BegunCall extends Pending implements Suspension, OffloadedCall.Waiter {

  private static final AtomicReferenceFieldUpdater<BegunCall, Object> STATE =
      AtomicReferenceFieldUpdater.newUpdater(BegunCall.class, Object.class, "state");

  private static final Object ENDED = new Object();
  private static final Object ABANDONED = new Object();

  private final DeferredCall owner;

  /** Whose frames leave the stack for the wait; null if the thread blocks. */
  private final Activation activation;

  private final Object[] arguments;
  private OffloadedCall call;
  private ThreadState lent;

  /** Null while the call runs and nobody waits; then who waits, or one of the marks above. */
  private volatile Object state;

  /**
   * @param before the call begun before this one
   * @param owner the call's site
   * @param activation the handler that waits; null if its thread blocks
   * @param arguments the call's receiver and arguments
   */
  BegunCall(Pending before, DeferredCall owner, Activation activation, Object[] arguments) {
    super(before);
    this.owner = owner;
    this.activation = activation;
    this.arguments = arguments;
  }

  /**
   * Hands the call to its pool, with a copy of the handler's state: that goes on beside it.
   *
   * @param ofLoop what the loop may have under way there; null if that is not limited
   * @return false if the loop has no place for it; then it has not begun
   */
  boolean submit(LoopLimit ofLoop) throws Throwable {
    call = owner.call(arguments, this);
    lent = ThreadState.copied();
    call.lend(lent);
    return call.submitAtOnce(ofLoop);
  }

  @Override
  public void completed(OffloadedCall ended) {
    Object found = STATE.getAndSet(this, ENDED);
    if (found instanceof Activation) {
      ((Activation) found).postResumption(this);
    } else if (found instanceof BlockedThread) {
      ((BlockedThread) found).completed(ended);
    } else if (found == ABANDONED) {
      ended.discard();
    }
  }

  @Override
  Object end() throws Throwable {
    boolean here = false;
    if (hasEnded()) {
      owner.counters().countAhead();
    } else if (activation == null) {
      here = !block();
    } else if (!activation.await(this)) {
      // Nobody else may begin it now, or somebody has and it can only be waited for.
      if (call.takeOut()) {
        return owner.runHere(arguments, DirectReason.REFUSED);
      }
      here = !block();
    }
    if (here) {
      return owner.runHere(arguments, DirectReason.STALLED);
    }
    takeState();
    return call.resultAtItsLine();
  }

  /** Whether the call has a result or a throwable. */
  boolean hasEnded() {
    return state == ENDED;
  }

  /** What the callee has changed of the state is the handler's; what it has not is as it is now. */
  private void takeState() {
    Carrier[] list = Carriers.usable();
    ThreadState present = ThreadState.of(list);
    call.state().after(lent, present, list).install(present, list);
  }

  /** False if this thread has taken the call back. */
  private boolean block() {
    BlockedThread waiter = new BlockedThread(owner.pool());
    AtomicInteger counted = InFlight.ofBlockedThreads().began();
    try {
      if (STATE.compareAndSet(this, null, waiter) && !waiter.block(call)) {
        return false;
      }
    } finally {
      counted.decrementAndGet();
    }
    owner.counters().countBlocking();
    return true;
  }

  @Override
  void abandon() {
    owner.counters().countAhead();
    if (!STATE.compareAndSet(this, null, ABANDONED)) {
      call.discard();
    } else {
      // One that runs goes on alone; its worker closes what comes of it.
      call.giveUp(CallPolicy.Cancel.ABANDON);
    }
  }

  @Override
  public void begin(Activation suspended) {
    owner.counters().countSuspension();
    if (!STATE.compareAndSet(this, null, suspended)) {
      suspended.postResumption(this);
    }
  }

  @Override
  public Site site() {
    return owner.site();
  }

  @Override
  public OffloadedCall call() {
    return call;
  }

  @Override
  public void discard() {
    call.discard();
  }

  @Override
  public String toString() {
    return call.toString();
  }
}
