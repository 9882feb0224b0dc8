package dev.aos.runtime;

/**
 * A call that waits for what another handler gives back, and runs on the loop itself: if one of the
 * loop's suspended handlers has it, that can't go on before the call has ended. Said once for each
 * call site.
 */
final class DeadlockRisk {

  private DeadlockRisk() {
    // no instances
  }

  /** A call with {@code obtains: true} is about to run where it stands. */
  static void report(SiteCounters counters, DirectReason reason) {
    Loop loop = Loop.current();
    int suspended = loop == null ? 0 : loop.suspended().size();
    if (suspended == 0 || !counters.isFirstDeadlockRisk()) {
      return;
    }
    Incidents.report(
        "deadlock risk: "
            + counters.site().settings().callAtPlace()
            + " (obtains: true) runs directly on "
            + loop.thread().getName()
            + " ("
            + reason.text()
            + ") while handlers of that loop are suspended: if one of them has what it waits for,"
            + " both wait for ever");
  }
}
