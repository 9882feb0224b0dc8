package dev.aos.core.report;

import dev.aos.runtime.DirectReason;
import dev.aos.runtime.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The counters of some sites, added up, and put into words. */
final class Tally {

  private long calls;
  private long suspensions;
  private long waits;
  private long blockings;
  private long ahead;
  private long waitsForRoom;
  private long rejections;
  private long timeouts;
  private long workerNanos;
  private final long[] direct = new long[DirectReason.values().length];

  /** Adds a site. */
  Tally add(Site site) {
    calls += site.calls();
    suspensions += site.suspensions();
    waits += site.waits();
    blockings += site.blockings();
    ahead += site.ahead();
    waitsForRoom += site.waitsForRoom();
    rejections += site.rejections();
    timeouts += site.timeouts();
    workerNanos += site.workerNanos();
    for (DirectReason reason : DirectReason.values()) {
      direct[reason.ordinal()] += site.direct(reason);
    }
    return this;
  }

  /** Whether nothing was called. */
  boolean isEmpty() {
    return calls == 0;
  }

  /** {@code 12 calls: 9 suspended their handler, 3 ran directly (2 off the loop, …)}. */
  String text() {
    if (calls == 0) {
      return "no calls";
    }
    List<String> parts = new ArrayList<>();
    addPart(parts, suspensions, "suspended the handler");
    addPart(parts, waits, "of them waited without a worker");
    addPart(parts, blockings, "blocked for a worker");
    addPart(parts, ahead, "ended before the result was needed");
    addPart(parts, waitsForRoom, "of them waited for room in the queue");
    addPart(parts, timeouts, "of them timed out");
    addPart(parts, rejections, "refused, the queue was full");
    addDirect(parts, "pinned the loop", true);
    addDirect(parts, "ran directly", false);
    String text = number(calls) + (calls == 1 ? " call: " : " calls: ") + String.join(", ", parts);
    return workerNanos == 0
        ? text
        : text + String.format(Locale.ROOT, "; %.3f s on workers", workerNanos / 1e9);
  }

  private static void addPart(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private void addDirect(List<String> parts, String what, boolean pinned) {
    long sum = 0;
    List<String> reasons = new ArrayList<>();
    for (DirectReason reason : DirectReason.values()) {
      long count = direct[reason.ordinal()];
      if (reason.pinned() == pinned && count > 0) {
        sum += count;
        reasons.add(number(count) + " " + reason.text());
      }
    }
    addPart(parts, sum, what + " (" + String.join(", ", reasons) + ")");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
