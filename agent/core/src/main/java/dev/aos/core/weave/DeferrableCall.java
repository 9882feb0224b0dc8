package dev.aos.core.weave;

import dev.aos.core.match.Answer;
import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Order;
import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.CallPolicy.Await;
import dev.aos.runtime.CallPolicy.Effect;
import dev.aos.runtime.ReceiverPolicy;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;

/** Which call sites may be awaited later than where they stand, as far as rule and types tell. */
final class DeferrableCall {

  /** Types whose values never change, as everybody may rely on; enums come to them. */
  private static final Set<String> IMMUTABLE =
      Set.of(
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Class",
          "java/lang/Double",
          "java/lang/Float",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/String",
          "java/io/File",
          "java/math/BigDecimal",
          "java/math/BigInteger",
          "java/net/URI",
          "java/net/URL",
          "java/nio/charset/Charset",
          "java/nio/file/Path",
          "java/nio/file/attribute/FileTime",
          "java/time/Duration",
          "java/time/Instant",
          "java/time/LocalDate",
          "java/time/LocalDateTime",
          "java/util/Locale",
          "java/util/UUID");

  private DeferrableCall() {
    // no instances
  }

  /** Whether the rule of a site wants its calls awaited where their results are needed. */
  static boolean isWanted(PlannedSite site) {
    CallPolicy policy = site.rule().policy();
    // Where the thread blocks anyway the same holds as where no handler can be suspended.
    boolean blocks = site.eventLoop().loop() instanceof LoopChoice.None;
    return site.rule().mode() == Mode.OFFLOAD
        && (policy.await() == Await.USE
            || policy.await() == Await.AUTO && blocks && policy.effect() == Effect.READ);
  }

  /** Why a site is awaited where it stands; empty if nothing is known against it. */
  static Optional<String> obstacle(PlannedSite site, String caller, ClassHierarchy hierarchy) {
    CallSite call = site.call();
    if (site.held().isPresent()) {
      return Optional.of(site.held().get().text());
    }
    if (call.isConstructor()) {
      return Optional.of("it is a constructor");
    }
    Optional<String> ofRule = ofRule(site.rule());
    if (ofRule.isPresent()) {
      return ofRule;
    }
    ReplacementCall replacement = ReplacementCall.of(call, caller);
    if (replacement.argumentSlots() >= CallObstacles.MOST_ARGUMENT_SLOTS) {
      return Optional.of("too many arguments");
    }
    for (Type argument : Type.getArgumentTypes(replacement.descriptor())) {
      if (argument.getSort() != Type.ARRAY && !isImmutable(argument, hierarchy)) {
        return mutable(argument);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofRule(OffloadRule rule) {
    CallPolicy policy = rule.policy();
    if (policy.effect() == Effect.WRITE) {
      return Optional.of("effect: write");
    }
    if (rule.order() == Order.RULE || rule.order() == Order.RECEIVER) {
      return Optional.of("its calls never overlap, as `order:` says");
    }
    if (policy.timeoutNanos() > 0) {
      return Optional.of("the wait is limited, as `timeout:` says");
    }
    if (!policy.receivers().equals(ReceiverPolicy.ALL)) {
      return Optional.of("what is done depends on what it is made on, as its rule says");
    }
    if (!policy.waits().isEmpty()) {
      return Optional.of("nobody works on it meanwhile, as `wait:` says");
    }
    return policy.dispatch() == CallPolicy.Dispatch.ADAPTIVE
        ? Optional.of("quick calls stay on the loop, as `dispatch:` says")
        : Optional.empty();
  }

  /** The reason for an argument that may be changed meanwhile. */
  static Optional<String> mutable(Type argument) {
    return Optional.of("mutable argument: " + argument.getClassName());
  }

  private static boolean isImmutable(Type type, ClassHierarchy hierarchy) {
    return type.getSort() != Type.OBJECT
        || IMMUTABLE.contains(type.getInternalName())
        || hierarchy.isSubtype(type.getInternalName(), ClassFiles.internalName("java.lang.Enum"))
            == Answer.YES;
  }
}
