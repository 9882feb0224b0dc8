package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicInteger;

/** One call's place in a {@link LoopLimit}: taken once, given back once, or never taken. */
final class LoopPlace {

  private static final int NONE = 0;
  private static final int TAKEN = 1;
  private static final int LEFT = 2;

  private final LoopLimit limit;
  private final AtomicInteger state = new AtomicInteger(NONE);

  LoopPlace(LoopLimit limit) {
    this.limit = limit;
  }

  LoopLimit limit() {
    return limit;
  }

  /**
   * Takes the place.
   *
   * @return false if the call has been thrown out meanwhile
   */
  boolean take() {
    return state.compareAndSet(NONE, TAKEN);
  }

  /** The call has ended, or was thrown out. */
  void leave() {
    if (state.getAndSet(LEFT) == TAKEN) {
      limit.leave();
    }
  }
}
