package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.RuleSet;
import java.util.Optional;

/**
 * Says what a rule set means for a call: the first rule that matches wins, unless {@code keep:}
 * matches too. Safe for use by many threads.
 */
public final class CallMatcher {

  private static final Decision NO_RULE = new Decision.NoRule();

  private final RuleSet rules;

  /**
   * @param rules the rules
   */
  public CallMatcher(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * Decides on a call.
   *
   * @param site the call
   * @param hierarchy the classes that the calling class sees
   */
  public Decision decide(CallSite site, ClassHierarchy hierarchy) {
    CallTarget target = new CallTarget(site.member(), hierarchy);
    Optional<OffloadRule> rule = firstRule(target);
    if (rule.isEmpty()) {
      return NO_RULE;
    }
    if (rule.get().mode() == Mode.OFF) {
      return new Decision.Skipped(rule.get(), "the rule says mode: off");
    }
    for (KeepRule keep : rules.keep()) {
      if (target.isMeantBy(keep.call())) {
        return new Decision.Kept(keep, rule.get());
      }
    }
    if (rule.get().mode() == Mode.REPORT) {
      return new Decision.Listed(rule.get());
    }
    return decideOnWeaving(site, rule.get(), hierarchy);
  }

  private static Decision decideOnWeaving(
      CallSite site, OffloadRule rule, ClassHierarchy hierarchy) {
    Optional<String> unfit = ThreadBoundCalls.reason(site, hierarchy);
    if (unfit.isEmpty() && !rule.force()) {
      unfit = AsynchronousCalls.reason(site.descriptor(), hierarchy);
    }
    return unfit.isPresent() ? new Decision.Skipped(rule, unfit.get()) : new Decision.Weave(rule);
  }

  /**
   * The first rule that means a member, whatever its mode and whatever {@code keep:} says. A class
   * that refers to no member with a rule has nothing for the weaver.
   *
   * @param owner the internal name of the class named in the class file
   * @param name the member's name, {@code <init>} for a constructor
   * @param descriptor the member's descriptor
   * @param hierarchy the classes that the calling class sees
   */
  public Optional<OffloadRule> ruleFor(
      String owner, String name, String descriptor, ClassHierarchy hierarchy) {
    return firstRule(new CallTarget(new MemberReference(owner, name, descriptor), hierarchy));
  }

  private Optional<OffloadRule> firstRule(CallTarget target) {
    for (OffloadRule rule : rules.offload()) {
      if (isMeantByAny(rule, target) && !target.isMeantByAny(rule.except())) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private boolean isMeantByAny(OffloadRule rule, CallTarget target) {
    for (CallPattern call : rule.calls()) {
      if (target.isMeantBy(call) && (call.exactMember() || !isHarmless(target))) {
        return true;
      }
    }
    return false;
  }

  private boolean isHarmless(CallTarget target) {
    return target.isMeantByAny(rules.harmless());
  }
}
