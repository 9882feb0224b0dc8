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
  private static final Map<String, Object> RULE_KEYS = new HashMap<>();
  private static final LongAdder LINKED = new LongAdder();
  private static final LongAdder LINKING_NANOS = new LongAdder();

  private Registry() {
    // no instances
  }

  static int add(SiteSettings settings) {
    synchronized (SITES) {
      SITES.add(new Site(settings));
      return SITES.size() - 1;
    }
  }

  static int add(EntrySettings settings) {
    synchronized (ENTRIES) {
      ENTRIES.add(settings);
      return ENTRIES.size() - 1;
    }
  }

  static Site site(int number) {
    synchronized (SITES) {
      return SITES.get(number);
    }
  }

  static EntrySettings entry(int number) {
    synchronized (ENTRIES) {
      return ENTRIES.get(number);
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

  static long linked() {
    return LINKED.sum();
  }

  static long linkingNanos() {
    return LINKING_NANOS.sum();
  }
}
