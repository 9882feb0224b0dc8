package dev.aos.runtime;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * A call that waits for what another handler gives back, and runs on the loop itself: if one of the
 * loop's suspended handlers has it, that can't go on before the call has ended. Said once for each
 * call site.
 */
final class DeadlockRisk {

  private static final Set<Site> REPORTED = Collections.newSetFromMap(new WeakHashMap<>());

  private DeadlockRisk() {
    // no instances
  }

  /** A call with {@code obtains: true} is about to run where it stands. */
  static void report(Site site, DirectReason reason) {
    Loop loop = Loop.current();
    int suspended = loop == null ? 0 : loop.suspended().size();
    if (suspended == 0 || !isNew(site)) {
      return;
    }
    SiteSettings settings = site.settings();
    Incidents.report(
        "deadlock risk: "
            + settings.call()
            + " at "
            + settings.place()
            + " (obtains: true) runs directly on "
            + loop.thread().getName()
            + " ("
            + reason.text()
            + ") while handlers of that loop are suspended: if one of them has what it waits for,"
            + " both wait for ever");
  }

  private static boolean isNew(Site site) {
    synchronized (REPORTED) {
      return REPORTED.add(site);
    }
  }
}
