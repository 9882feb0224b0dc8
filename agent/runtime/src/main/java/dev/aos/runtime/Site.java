package dev.aos.runtime;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A woven call site and its counters. The counters are adders, since one site may run on every loop
 * of a server at once.
 */
public final class Site {

  private final SiteSettings settings;
  private final LongAdder suspensions = new LongAdder();
  private final LongAdder blockings = new LongAdder();
  private final LongAdder waitsForRoom = new LongAdder();
  private final LongAdder rejections = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder workerNanos = new LongAdder();
  private final Holdings holdings = new Holdings();
  private final LongAdder[] direct = new LongAdder[DirectReason.values().length];

  Site(SiteSettings settings) {
    this.settings = settings;
    for (int i = 0; i < direct.length; i++) {
      direct[i] = new LongAdder();
    }
  }

  /** What was woven. */
  public SiteSettings settings() {
    return settings;
  }

  /** Calls for which the handler was suspended. */
  public long suspensions() {
    return suspensions.sum();
  }

  /** Calls for which the thread blocked on the future ({@code loop: none}). */
  public long blockings() {
    return blockings.sum();
  }

  /** Dispatched calls that met a full queue and waited for room, their lane suspended. */
  public long waitsForRoom() {
    return waitsForRoom.sum();
  }

  /** Calls that were refused because the queue was full ({@code when-full: reject}). */
  public long rejections() {
    return rejections.sum();
  }

  /** Dispatched calls that did not end within the {@code timeout} of their rule. */
  public long timeouts() {
    return timeouts.sum();
  }

  /** Time that dispatched calls ran on workers, in nanoseconds: time that the loop had free. */
  public long workerNanos() {
    return workerNanos.sum();
  }

  /** Calls that ran where they stood, for the given reason. */
  public long direct(DirectReason reason) {
    return direct[reason.ordinal()].sum();
  }

  /** What was held where, of the calls that ran directly for it. */
  public List<Held> held() {
    return holdings.all();
  }

  /** All calls. */
  public long calls() {
    long calls = suspensions() + blockings() + rejections();
    for (LongAdder adder : direct) {
      calls += adder.sum();
    }
    return calls;
  }

  void countSuspension() {
    suspensions.increment();
  }

  void countBlocking() {
    blockings.increment();
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
  }

  void countDirect(DirectReason reason) {
    direct[reason.ordinal()].increment();
  }

  void countHeld(Holding holding) {
    countDirect(holding.reason());
    holdings.count(holding);
  }

  /**
   * Something that was held while a call was to be dispatched.
   *
   * @param reason what it was
   * @param place the frame that held it
   * @param calls how many calls met it
   */
  public record Held(DirectReason reason, String place, long calls) {}
}
