package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Things that went wrong at run time, each kept once, for the report. They are printed by the
 * housekeeper: an event loop must not wait for stderr.
 */
final class Incidents {

  /** More different ones than this are a flood, and not worth the memory. */
  private static final int LIMIT = 200;

  private static final ConcurrentSkipListSet<String> SEEN = new ConcurrentSkipListSet<>();
  private static final ConcurrentLinkedQueue<String> IN_ORDER = new ConcurrentLinkedQueue<>();

  private Incidents() {
    // no instances
  }

  /** Keeps and prints a message, the first time it comes. */
  static void report(String message) {
    if (SEEN.size() < LIMIT && SEEN.add(message)) {
      IN_ORDER.add(message);
      Housekeeper.print("[aos] " + message);
    }
  }

  /** The same of something that failed, where nothing may be thrown. */
  static void reportSafely(String what, Throwable failed) {
    try {
      report(what + ": " + failed);
    } catch (Throwable noMemory) {
      // Then it remains unsaid.
    }
  }

  /** All messages so far, oldest first. */
  static List<String> all() {
    return new ArrayList<>(IN_ORDER);
  }
}
