package dev.aos.core.cli;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.OffloadRule;
import dev.aos.runtime.OrderSettings.Kind;
import java.util.Set;

/** Decides, from a rule and a call that it takes, which other calls that one never overlaps. */
final class SiteOrders {

  /**
   * What ends a call that is under way. It must not queue behind it. Names of the JDK and of most
   * libraries; {@code order: receiver} in the rule of another one's {@code close} overrules them.
   */
  private static final Set<String> RELEASERS = Set.of("close", "cancel", "abort", "destroy");

  private static final String SHUTDOWN = "shutdown";

  private SiteOrders() {
    // no instances
  }

  static Kind kind(OffloadRule rule, CallSite call) {
    boolean noReceiver = call.isStatic() || call.isConstructor();
    switch (rule.order()) {
      case RULE:
        return Kind.RULE;
      case RECEIVER:
        return noReceiver ? Kind.NONE : Kind.RECEIVER;
      case AUTO:
        return noReceiver || rule.obtains() || isReleaser(call.name())
            ? Kind.NONE
            : Kind.STATEFUL_RECEIVER;
      default:
        return Kind.NONE;
    }
  }

  private static boolean isReleaser(String name) {
    return RELEASERS.contains(name) || name.startsWith(SHUTDOWN);
  }
}
