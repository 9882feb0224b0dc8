package dev.aos.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of a linked site. By adders, since it may run on every loop at once. */
final class SiteCounters {

  private final Site site;
  private final LongAdder suspensions = new LongAdder();
  private final LongAdder waits = new LongAdder();
  private final LongAdder blockings = new LongAdder();
  private final LongAdder ahead = new LongAdder();
  private final LongAdder waitsForRoom = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder workerNanos = new LongAdder();
  private final Holdings holdings = new Holdings();
  private final AtomicBoolean deadlockRisk = new AtomicBoolean();

  /** How quick the calls are; null unless that decides about them. */
  private final Quickness quickness;

  private final LongAdder[] direct = new LongAdder[DirectReason.values().length];

  /** Use {@link Site#linked}. */
  SiteCounters(Site site) {
    this.site = site;
    CallPolicy policy = site.settings().policy();
    this.quickness =
        policy.dispatch() == CallPolicy.Dispatch.ADAPTIVE
            ? new Quickness(policy.quickNanos())
            : null;
    for (int i = 0; i < direct.length; i++) {
      direct[i] = new LongAdder();
    }
  }

  /** Whose calls they are. */
  Site site() {
    return site;
  }

  /** How quick its calls are; null unless that decides about them. */
  Quickness quickness() {
    return quickness;
  }

  int movesOff() {
    return quickness == null ? 0 : quickness.movesOff();
  }

  long longestQuickNanos() {
    return quickness == null ? 0 : quickness.longestNanos();
  }

  long suspensions() {
    return suspensions.sum();
  }

  long waits() {
    return waits.sum();
  }

  long blockings() {
    return blockings.sum();
  }

  long ahead() {
    return ahead.sum();
  }

  long waitsForRoom() {
    return waitsForRoom.sum();
  }

  long rejections() {
    return rejections.sum();
  }

  long timeouts() {
    return timeouts.sum();
  }

  long workerNanos() {
    return workerNanos.sum();
  }

  long direct(DirectReason reason) {
    return direct[reason.ordinal()].sum();
  }

  List<Site.Held> held() {
    return holdings.all();
  }

  long calls() {
    long calls = suspensions() + blockings() + ahead() + rejections();
    for (LongAdder adder : direct) {
      calls += adder.sum();
    }
    return calls;
  }

  void countSuspension() {
    suspensions.increment();
  }

  void countWait() {
    waits.increment();
  }

  void countBlocking() {
    blockings.increment();
  }

  void countAhead() {
    ahead.increment();
  }

  void countWaitForRoom() {
    waitsForRoom.increment();
  }

  void countRejection() {
    rejections.increment();
  }

  void countTimeout() {
    timeouts.increment();
  }

  void countWorkerNanos(long nanos) {
    workerNanos.add(nanos);
    if (quickness != null) {
      quickness.ranOnWorker(nanos, System.nanoTime());
    }
  }

  void countDirect(DirectReason reason) {
    direct[reason.ordinal()].increment();
  }

  /** Whether a {@link DeadlockRisk} has not been said of this site yet; it is from now on. */
  boolean isFirstDeadlockRisk() {
    return !deadlockRisk.get() && deadlockRisk.compareAndSet(false, true);
  }

  void countHeld(Holding holding) {
    countDirect(holding.reason());
    holdings.count(holding);
  }
}
