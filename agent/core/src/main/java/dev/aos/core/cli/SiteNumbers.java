package dev.aos.core.cli;

import dev.aos.core.report.WeaveLog.ClassKey;
import dev.aos.core.weave.PlannedSite;
import dev.aos.runtime.Control;
import dev.aos.runtime.Site;
import dev.aos.runtime.SiteSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of woven sites. A class may be woven again and again: because rules change, or
 * because another agent transforms it. A site that comes out as it was keeps its number, and with
 * it its counters.
 */
final class SiteNumbers {

  /** One of the sites of a class that are alike. */
  private record Key(ClassKey type, SiteSettings settings, int ordinal) {}

  /** One weaving of a class, on the thread that does it. */
  static final class Weaving {
    private final ClassKey type;

    /** Weaving may load classes, which are woven meanwhile. */
    private final Weaving outer;

    private final Map<SiteSettings, Integer> alike = new HashMap<>();

    /** By identity: two calls on one line may be equal in everything that is known of them. */
    private final Map<PlannedSite, Integer> numbers = new IdentityHashMap<>();

    private Weaving(ClassKey type, Weaving outer) {
      this.type = type;
      this.outer = outer;
    }
  }

  private final ThreadLocal<Weaving> current = new ThreadLocal<>();
  private final Map<Key, Integer> all = new HashMap<>();
  private final Map<PlannedSite, Integer> woven = new IdentityHashMap<>();

  /** This thread begins to weave a class. */
  Weaving begin(ClassKey type) {
    Weaving weaving = new Weaving(type, current.get());
    current.set(weaving);
    return weaving;
  }

  /** This thread has woven the class. */
  void end(Weaving weaving) {
    if (weaving.outer == null) {
      current.remove();
    } else {
      current.set(weaving.outer);
    }
  }

  /** The number of a site of the class that this thread weaves. */
  int number(PlannedSite site, SiteSettings settings) {
    Weaving weaving = current.get();
    int ordinal = weaving.alike.getOrDefault(settings, 0);
    weaving.alike.put(settings, ordinal + 1);
    Key key = new Key(weaving.type, settings, ordinal);
    synchronized (all) {
      Integer number = all.get(key);
      if (number == null) {
        number = Control.addSite(settings);
        all.put(key, number);
      }
      weaving.numbers.put(site, number);
      return number;
    }
  }

  /** Notes that a class is woven now as it came out. */
  void add(Weaving weaving) {
    synchronized (all) {
      woven.putAll(weaving.numbers);
    }
  }

  /** Notes that a class is no longer woven as before. */
  void remove(List<PlannedSite> sites) {
    synchronized (all) {
      for (PlannedSite site : sites) {
        woven.remove(site);
      }
    }
  }

  /** The counters of a woven site; empty if it is one no more. */
  Optional<Site> of(PlannedSite site) {
    synchronized (all) {
      return Optional.ofNullable(woven.get(site)).map(Control::site);
    }
  }

  /** The counters of sites that are no longer woven so. */
  List<Site> earlier() {
    List<Site> sites = new ArrayList<>();
    synchronized (all) {
      Set<Integer> now = new HashSet<>(woven.values());
      for (Integer number : all.values()) {
        if (!now.contains(number)) {
          sites.add(Control.site(number));
        }
      }
    }
    return sites;
  }
}
