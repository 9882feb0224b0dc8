package dev.aos.runtime;

import java.util.Arrays;
import java.util.Optional;

/**
 * A site whose call is begun at its place, and awaited where its result is needed. What it gives
 * instead of the result is a {@link Pending}; the last one of its arguments is the one before.
 */
final class DeferredCall extends LinkedCall {

  private final LinkedCall atCall;
  private final SiteOrder order;
  private final boolean ofLoop;
  private final boolean suspends;

  DeferredCall(Site site, SpreadCall target, Optional<Class<?>> initialized) {
    super(site, target, initialized);
    this.ofLoop = site.settings().dispatching() == SiteSettings.Dispatching.SUSPEND;
    this.suspends = ofLoop && Capabilities.suspends();
    if (suspends) {
      SuspendingCall suspending = new SuspendingCall(site, target, initialized);
      this.atCall = suspending;
      this.order = suspending.order();
    } else {
      this.atCall = new BlockingCall(site, target, initialized);
      this.order = new SiteOrder(site);
    }
  }

  /** What the call does that is not begun ahead. */
  LinkedCall atCall() {
    return atCall;
  }

  @Override
  boolean mayDispatch() {
    if (ofLoop && !suspends && Loop.current() == null) {
      return direct(Workers.isCurrent() ? DirectReason.ON_WORKER : DirectReason.OFF_LOOP);
    }
    return atCall.mayDispatch();
  }

  /** Begins the call. What is wrong with it comes after what the calls before it throw. */
  @Override
  Object dispatch(Object[] given) throws Throwable {
    Pending before = (Pending) given[given.length - 1];
    try {
      Object[] arguments = Arrays.copyOf(given, given.length - 1);
      return hasToWait(arguments)
          ? new LateCall(before, atCall, arguments)
          : begin(before, arguments);
    } catch (Throwable failed) {
      return KeptCall.failed(failed, before);
    }
  }

  /** An interrupt belongs to one call alone, and is for the first. */
  private boolean hasToWait(Object[] arguments) {
    return !pool().hasRoom()
        || order.isOrdered(arguments)
        || Thread.currentThread().isInterrupted();
  }

  private Pending begin(Pending before, Object[] arguments) throws Throwable {
    Activation activation = suspends ? Loop.current().active() : null;
    if (activation != null && !activation.takeTurn(site().settings().laneWidth())) {
      return KeptCall.returned(runHere(arguments, DirectReason.REFUSED), before);
    }
    BegunCall begun = new BegunCall(before, this, activation, arguments);
    LoopLimit limit = ofLoop ? Loop.current().limits().of(pool()) : null;
    return begun.submit(limit) ? begun : new LateCall(before, atCall, arguments);
  }
}
