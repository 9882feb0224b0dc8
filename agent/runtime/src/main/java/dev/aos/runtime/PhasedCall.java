package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * How far a call has come, and whether somebody still waits for it. The worker and the waiter may
 * both want to end it: each step is one compare-and-set, which one of them wins.
 */
abstract class PhasedCall extends InterruptibleCall {

  private static final AtomicIntegerFieldUpdater<PhasedCall> PHASE =
      AtomicIntegerFieldUpdater.newUpdater(PhasedCall.class, "phase");

  private static final int NOT_BEGUN = 0;
  private static final int RUNS = 1;
  private static final int ENDED_IN_TIME = 2;

  /** It was given up before it began, and never runs. */
  private static final int TAKEN_BACK = 3;

  /** The same, and whoever came behind it knows. */
  private static final int PASSED_ON = 4;

  /** It runs, or has run, and nobody waits for it. */
  private static final int ABANDONED = 5;

  /** It runs, and its waiter wants nothing but its end. */
  private static final int OVERDUE = 6;

  private static final int ENDED_OVERDUE = 7;

  /** Set by {@link #PHASE}, which spares every suspended handler an object. */
  private volatile int phase;

  /**
   * Claims the right to run the call, for a worker.
   *
   * @return false if somebody else has it
   */
  final boolean claim() {
    return PHASE.compareAndSet(this, NOT_BEGUN, RUNS);
  }

  /** Gives up a call that has not begun: it never runs. */
  final boolean takeBack() {
    return PHASE.compareAndSet(this, NOT_BEGUN, TAKEN_BACK);
  }

  /** For whoever lets those go on that came behind a call which was taken back; once. */
  final boolean passesOn() {
    return PHASE.compareAndSet(this, TAKEN_BACK, PASSED_ON);
  }

  /** Gives up a call that runs: it goes on alone. */
  final boolean abandon() {
    return PHASE.compareAndSet(this, RUNS, ABANDONED);
  }

  /** Gives up all of a call that runs but its end; also if that has been done. */
  final boolean awaitsOnlyItsEnd() {
    return PHASE.compareAndSet(this, RUNS, OVERDUE) || phase == OVERDUE;
  }

  /** Ends a call that somebody waits for. */
  final boolean endsInTime() {
    return PHASE.compareAndSet(this, RUNS, ENDED_IN_TIME);
  }

  /** Ends a call whose end alone is waited for. */
  final boolean endsOverdue() {
    return PHASE.compareAndSet(this, OVERDUE, ENDED_OVERDUE);
  }

  /** Whether it has been taken back, and nobody has passed that on. */
  final boolean isTakenBack() {
    return phase == TAKEN_BACK;
  }

  /** Whether it never runs. */
  final boolean neverRuns() {
    int now = phase;
    return now == TAKEN_BACK || now == PASSED_ON;
  }

  final boolean hasEndedInTime() {
    return phase == ENDED_IN_TIME;
  }

  final boolean hasEndedOverdue() {
    return phase == ENDED_OVERDUE;
  }

  /** Whether the waiter gets the end of its patience instead of what the call gives. */
  final boolean isGivenUp() {
    return phase > ENDED_IN_TIME;
  }
}
