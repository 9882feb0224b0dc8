package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.Located;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a rule set means for a call: the first rule that matches wins, unless {@code keep:}
 * matches too. Where a class is missing that would tell, the call is left alone: neither is a rule
 * stretched nor an exception overlooked. Safe for use by many threads.
 */
public final class CallMatcher {

  private static final Decision NO_RULE = new Decision.NoRule();

  private final RuleSet rules;
  private final List<CallPattern> pure = new ArrayList<>();

  /**
   * @param rules the rules
   */
  public CallMatcher(RuleSet rules) {
    this.rules = rules;
    for (Located<CallPattern> call : rules.pure()) {
      pure.add(call.value());
    }
  }

  /**
   * Decides on a call.
   *
   * @param site the call
   * @param hierarchy the classes that the calling class sees
   */
  public Decision decide(CallSite site, ClassHierarchy hierarchy) {
    CallTarget target = new CallTarget(site.member(), hierarchy);
    Optional<Match> match = firstMatch(target);
    if (match.isEmpty()) {
      return NO_RULE;
    }
    OffloadRule rule = match.get().rule();
    if (match.get().doubt().isPresent()) {
      return new Decision.Skipped(rule, match.get().doubt().get());
    }
    if (rule.mode() == Mode.OFF) {
      return new Decision.Skipped(rule, "the rule says mode: off");
    }
    Optional<Decision> keeping = decideOnKeeping(target, rule);
    if (keeping.isPresent()) {
      return keeping.get();
    }
    return rule.mode() == Mode.REPORT
        ? new Decision.Listed(rule)
        : decideOnWeaving(site, rule, hierarchy);
  }

  /**
   * Whether a call neither changes nor sees anything that others could.
   *
   * @param site the call
   * @param hierarchy the classes that the calling class sees
   */
  public boolean isPure(CallSite site, ClassHierarchy hierarchy) {
    return !site.isConstructor() && new CallTarget(site.member(), hierarchy).isMeantByAny(pure);
  }

  /** What {@code keep:} says of the call; empty if nothing. */
  private Optional<Decision> decideOnKeeping(CallTarget target, OffloadRule rule) {
    Optional<Decision> doubtful = Optional.empty();
    for (KeepRule keep : rules.keep()) {
      Answer means = target.meaning(keep.call());
      if (means == Answer.YES) {
        return Optional.of(new Decision.Kept(keep, rule));
      }
      if (means == Answer.UNKNOWN && doubtful.isEmpty()) {
        String reason = doubt("whether " + keep.position() + " keeps it", target);
        doubtful = Optional.of(new Decision.Skipped(rule, reason));
      }
    }
    return doubtful;
  }

  private static Decision decideOnWeaving(
      CallSite site, OffloadRule rule, ClassHierarchy hierarchy) {
    Optional<String> unfit = ThreadBoundCalls.reason(site, hierarchy);
    if (unfit.isEmpty() && !rule.force() && rule.policy().waits().isEmpty()) {
      unfit = AsynchronousCalls.reason(site.descriptor(), hierarchy);
    }
    return unfit.isPresent() ? new Decision.Skipped(rule, unfit.get()) : new Decision.Weave(rule);
  }

  /**
   * The first rule that means a member, or may mean it, whatever its mode and whatever {@code
   * keep:} says. A class that refers to no member with a rule has nothing for the weaver.
   *
   * @param owner the internal name of the class named in the class file
   * @param name the member's name, {@code <init>} for a constructor
   * @param descriptor the member's descriptor
   * @param hierarchy the classes that the calling class sees
   */
  public Optional<OffloadRule> ruleFor(
      String owner, String name, String descriptor, ClassHierarchy hierarchy) {
    Optional<Match> match =
        firstMatch(new CallTarget(new MemberReference(owner, name, descriptor), hierarchy));
    return match.isPresent() ? Optional.of(match.get().rule()) : Optional.empty();
  }

  /** The first rule that means the call, with a doubt if one before it may mean it. */
  private Optional<Match> firstMatch(CallTarget target) {
    Optional<Match> doubtful = Optional.empty();
    for (OffloadRule rule : rules.offload()) {
      Answer means = meaning(rule, target);
      Answer excepted = means == Answer.NO ? Answer.NO : target.meaning(rule.except());
      if (means == Answer.NO || excepted == Answer.YES) {
        continue;
      }
      if (means == Answer.YES && excepted == Answer.NO) {
        return doubtful.isPresent() ? doubtful : Optional.of(new Match(rule, Optional.empty()));
      }
      if (doubtful.isEmpty()) {
        String verb = means == Answer.UNKNOWN ? "means" : "excepts";
        String doubt = doubt("whether the rule " + verb + " it", target);
        doubtful = Optional.of(new Match(rule, Optional.of(doubt)));
      }
    }
    return doubtful;
  }

  private Answer meaning(OffloadRule rule, CallTarget target) {
    Answer answer = Answer.NO;
    for (CallPattern call : rule.calls()) {
      Answer means = target.meaning(call);
      if (means != Answer.NO && (call.exactMember() || !isHarmless(target))) {
        if (means == Answer.YES) {
          return means;
        }
        answer = means;
      }
    }
    return answer;
  }

  private boolean isHarmless(CallTarget target) {
    return target.isMeantByAny(rules.harmless());
  }

  private static String doubt(String what, CallTarget target) {
    List<String> missing = target.missing();
    String classes = missing.isEmpty() ? "a class" : String.join(" and ", missing);
    return what + " can't be said: " + classes + " can't be found or read";
  }

  /**
   * A rule that concerns a call.
   *
   * @param rule the rule
   * @param doubt why it can't be said whether it means the call; empty if it does
   */
  private record Match(OffloadRule rule, Optional<String> doubt) {}
}
