package dev.aos.runtime;

import java.util.List;

/**
 * A woven call site. Most sites of a program never run, so it has counters only when it is linked:
 * that is before its first call.
 */
public final class Site {

  private final SiteSettings settings;

  /** Null until the site is linked. Whoever counts has got them by then, and reads no volatile. */
  private volatile SiteCounters counters;

  Site(SiteSettings settings) {
    this.settings = settings;
  }

  /** What was woven. */
  public SiteSettings settings() {
    return settings;
  }

  /** Calls for which the handler was suspended. */
  public long suspensions() {
    return counters == null ? 0 : counters.suspensions();
  }

  /** Those of them that needed no worker. */
  public long waits() {
    return counters == null ? 0 : counters.waits();
  }

  /** Calls for which the thread blocked on the future ({@code loop: none}). */
  public long blockings() {
    return counters == null ? 0 : counters.blockings();
  }

  /** Calls that had ended when their result was needed, or whose result was not needed any more. */
  public long ahead() {
    return counters == null ? 0 : counters.ahead();
  }

  /** Dispatched calls that met a full queue and waited for room, their lane suspended. */
  public long waitsForRoom() {
    return counters == null ? 0 : counters.waitsForRoom();
  }

  /** Calls that were refused because the queue was full ({@code when-full: reject}). */
  public long rejections() {
    return counters == null ? 0 : counters.rejections();
  }

  /** Dispatched calls that did not end within the {@code timeout} of their rule. */
  public long timeouts() {
    return counters == null ? 0 : counters.timeouts();
  }

  /** Time that dispatched calls ran on workers, in nanoseconds: time that the loop had free. */
  public long workerNanos() {
    return counters == null ? 0 : counters.workerNanos();
  }

  /** Calls that ran where they stood, for the given reason. */
  public long direct(DirectReason reason) {
    return counters == null ? 0 : counters.direct(reason);
  }

  /** How often the site has been moved off the loop ({@code dispatch: adaptive}). */
  public int movesOff() {
    return counters == null ? 0 : counters.movesOff();
  }

  /** The longest of the calls that a loop ran because they are quick, in nanoseconds. */
  public long longestQuickNanos() {
    return counters == null ? 0 : counters.longestQuickNanos();
  }

  /** What was held where, of the calls that ran directly for it. */
  public List<Held> held() {
    return counters == null ? List.of() : counters.held();
  }

  /** All calls. */
  public long calls() {
    return counters == null ? 0 : counters.calls();
  }

  /** The counters, from now on; the same ones however often the site is linked. */
  synchronized SiteCounters linked() {
    if (counters == null) {
      counters = new SiteCounters(this);
    }
    return counters;
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
