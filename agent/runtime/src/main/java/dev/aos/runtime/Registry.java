package dev.aos.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sites and entries by number, as woven code refers to them. They hold names, never classes, so no
 * class loader is kept alive. Grows while classes load; read once by every site, when it is linked.
 */
final class Registry {

  private static final List<Site> SITES = new ArrayList<>();
  private static final List<EntrySettings> ENTRIES = new ArrayList<>();
  private static final List<ShutdownSettings> SHUTDOWNS = new ArrayList<>();
  private static final List<ResumePointSettings> RESUME_POINTS = new ArrayList<>();

  /** The numbers of what is woven again and again, and has no counters. */
  private static final Map<Object, Integer> NUMBERS = new HashMap<>();

  private static final Map<String, Object> RULE_KEYS = new HashMap<>();
  private static final LongAdder LINKED = new LongAdder();
  private static final LongAdder LINKING_NANOS = new LongAdder();

  private Registry() {
    // no instances
  }

  static int add(SiteSettings settings) {
    return add(SITES, new Site(settings));
  }

  static int add(EntrySettings settings) {
    return addOnce(ENTRIES, settings);
  }

  static int add(ShutdownSettings settings) {
    return addOnce(SHUTDOWNS, settings);
  }

  static int add(ResumePointSettings settings) {
    return addOnce(RESUME_POINTS, settings);
  }

  /** All entries so far. */
  static List<EntrySettings> entries() {
    synchronized (ENTRIES) {
      return List.copyOf(ENTRIES);
    }
  }

  static Site site(int number) {
    return get(SITES, number);
  }

  static EntrySettings entry(int number) {
    return get(ENTRIES, number);
  }

  static ShutdownSettings shutdown(int number) {
    return get(SHUTDOWNS, number);
  }

  static ResumePointSettings resumePoint(int number) {
    return get(RESUME_POINTS, number);
  }

  private static <T> int add(List<T> list, T item) {
    synchronized (list) {
      list.add(item);
      return list.size() - 1;
    }
  }

  private static <T> int addOnce(List<T> list, T item) {
    synchronized (NUMBERS) {
      Integer known = NUMBERS.get(item);
      if (known == null) {
        known = add(list, item);
        NUMBERS.put(item, known);
      }
      return known;
    }
  }

  private static <T> T get(List<T> list, int number) {
    synchronized (list) {
      return list.get(number);
    }
  }

  /** What orders the calls of a rule: one object for each place in the rule file. */
  static Object ruleKey(String rule) {
    synchronized (RULE_KEYS) {
      Object key = RULE_KEYS.get(rule);
      if (key == null) {
        key = new Object();
        RULE_KEYS.put(rule, key);
      }
      return key;
    }
  }

  static void countLinking(long nanos) {
    LINKED.increment();
    LINKING_NANOS.add(nanos);
  }

  /** Counts time for something that is counted as linked already. */
  static void countLinkingTime(long nanos) {
    LINKING_NANOS.add(nanos);
  }

  static long linked() {
    return LINKED.sum();
  }

  static long linkingNanos() {
    return LINKING_NANOS.sum();
  }
}
