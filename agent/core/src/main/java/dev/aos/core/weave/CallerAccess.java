package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that ask which members their caller may use. Before JDK 18 a method handle of one is called
 * by a class that stands in for the caller: of its package and loader, but none that sees private
 * members (JEP 416 made it a nest mate).
 */
final class CallerAccess {

  private static final int FIRST_WITH_NEST_MATES = 18;
  private static final String REFLECTION = "java/lang/reflect/";
  private static final String ATOMIC = "java/util/concurrent/atomic/Atomic";

  private static final Map<String, Set<String>> CALLS =
      Map.of(
          "java/lang/Class",
          Set.of("newInstance"),
          REFLECTION + "AccessibleObject",
          Set.of("canAccess"),
          REFLECTION + "Constructor",
          Set.of("newInstance", "canAccess"),
          REFLECTION + "Method",
          Set.of("invoke", "canAccess"),
          ATOMIC + "IntegerFieldUpdater",
          Set.of("newUpdater"),
          ATOMIC + "LongFieldUpdater",
          Set.of("newUpdater"),
          ATOMIC + "ReferenceFieldUpdater",
          Set.of("newUpdater"));

  private CallerAccess() {
    // no instances
  }

  /** Why a call can't be made by a method handle on this JDK; empty if it can. */
  static Optional<String> obstacle(CallSite site) {
    boolean asks =
        Runtime.version().feature() < FIRST_WITH_NEST_MATES
            && (CALLS.getOrDefault(site.owner(), Set.of()).contains(site.name())
                || isFieldAccess(site));
    return asks
        ? Optional.of("it asks what its caller may access, which only JDK 18 and later can tell")
        : Optional.empty();
  }

  private static boolean isFieldAccess(CallSite site) {
    return site.owner().equals(REFLECTION + "Field")
        && (site.descriptor().startsWith("(Ljava/lang/Object;") || site.name().equals("canAccess"));
  }
}
