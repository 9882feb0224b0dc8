package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Order;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** Warns of rules that order calls by a receiver that none of their calls has. */
public final class OrderCheck {

  private final ClassHierarchy classes;

  /**
   * @param classes the classes that can be found now
   */
  public OrderCheck(ClassHierarchy classes) {
    this.classes = classes;
  }

  /** A warning for each rule that says {@code order: receiver} in vain. */
  public List<Problem> check(RuleSet rules) {
    List<Problem> warnings = new ArrayList<>();
    for (OffloadRule rule : rules.offload()) {
      boolean asked = rule.orderedAt().isPresent() && rule.order() == Order.RECEIVER;
      if (asked && rule.pack().isEmpty() && hasNoReceiver(rule)) {
        warnings.add(
            new Problem(
                Problem.Severity.WARNING,
                rule.orderedAt().get(),
                "`order: receiver` has no effect: no call of `" + rule.text() + "` has a receiver",
                Optional.of("write `order: rule` for one call at a time, or remove it")));
      }
    }
    return warnings;
  }

  private boolean hasNoReceiver(OffloadRule rule) {
    for (CallPattern call : rule.calls()) {
      if (!hasNoReceiver(call)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all methods that a pattern means are static; not if they can't be found. */
  private boolean hasNoReceiver(CallPattern pattern) {
    if (pattern.exactMemberName().filter(ClassFiles.CONSTRUCTOR::equals).isPresent()) {
      return true;
    }
    Optional<ClassInfo> owner =
        pattern.exactOwner().flatMap(name -> classes.find(ClassFiles.internalName(name)));
    if (owner.isEmpty() || pattern.subtypes()) {
      return false;
    }
    boolean found = false;
    for (ClassInfo type : classes.supertypes(owner.get().name()).found()) {
      for (Map.Entry<String, Integer> method : type.methods().entrySet()) {
        if (matches(pattern, method.getKey())) {
          found = true;
          if ((method.getValue() & Opcodes.ACC_STATIC) == 0) {
            return false;
          }
        }
      }
    }
    return found;
  }

  private static boolean matches(CallPattern pattern, String method) {
    int descriptor = method.indexOf('(');
    String name = method.substring(0, descriptor);
    return !name.equals(ClassFiles.CONSTRUCTOR)
        && pattern.matchesMember(name, method.substring(descriptor));
  }
}
