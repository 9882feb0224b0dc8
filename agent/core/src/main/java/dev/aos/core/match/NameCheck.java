package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.DidYouMean;
import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.Located;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.LoopResumePoint;
import dev.aos.core.rules.LoopShutdown;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks the names in a rule set against real classes, from their bytes: a mistyped method would
 * otherwise be a rule that matches nothing and says nothing. A class that can't be found yet is no
 * error: its loader may not exist yet. One of {@code java.*} can always be found.
 */
public final class NameCheck {

  private final ClassHierarchy classes;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param classes the classes that can be found now
   */
  public NameCheck(ClassHierarchy classes) {
    this.classes = classes;
  }

  /** What is wrong with the names of the user's own rules; packs have tests of their own. */
  public List<Problem> check(RuleSet rules) {
    for (OffloadRule rule : rules.offload()) {
      if (rule.pack().isEmpty()) {
        checkAll(rule.calls(), rule.position());
        checkAll(rule.except(), rule.position());
      }
    }
    for (KeepRule keep : rules.keep()) {
      check(keep.call(), keep.position());
    }
    for (Located<CallPattern> call : rules.pure()) {
      if (rules.isOwn(call.position())) {
        check(call.value(), call.position());
      }
    }
    for (LoopDefinition loop : rules.loops()) {
      if (rules.isOwn(loop)) {
        problems.addAll(new LoopCheck(classes).check(loop));
        checkMethods(loop);
      }
    }
    problems.addAll(new StateNameCheck(classes).check(rules));
    return problems;
  }

  private void checkMethods(LoopDefinition loop) {
    for (LoopEntry entry : loop.entries()) {
      check(entry.method(), entry.position());
    }
    for (LoopShutdown shutdown : loop.shutdown()) {
      check(shutdown.method(), shutdown.position());
    }
    for (LoopResumePoint point : loop.resumePoints()) {
      check(point.call(), point.position());
    }
  }

  private void checkAll(List<CallPattern> patterns, Position position) {
    for (CallPattern pattern : patterns) {
      check(pattern, position);
    }
  }

  private void check(CallPattern pattern, Position position) {
    if (pattern.exactOwner().isEmpty()) {
      return;
    }
    String owner = pattern.exactOwner().get();
    Optional<ClassInfo> found = classes.find(ClassFiles.internalName(owner));
    if (found.isPresent()) {
      checkMember(pattern, owner, found.get(), position);
    } else if (owner.startsWith("java.")) {
      add(position, "`" + pattern + "`: there is no class `" + owner + "` in this JDK", "");
    }
  }

  private void checkMember(CallPattern pattern, String owner, ClassInfo info, Position position) {
    ClassHierarchy.Supertypes supertypes = classes.supertypes(info.name());
    if (!supertypes.complete() && !isConstructor(pattern)) {
      return;
    }
    List<ClassInfo> declaring = isConstructor(pattern) ? List.of(info) : supertypes.found();
    boolean known = false;
    TreeSet<String> names = new TreeSet<>();
    for (ClassInfo type : declaring) {
      for (String method : type.methods().keySet()) {
        String name = method.substring(0, method.indexOf('('));
        names.add(name);
        known |= pattern.matchesMember(name, method.substring(name.length()));
      }
    }
    if (!known) {
      addMissing(pattern, owner, names, position);
    }
  }

  private void addMissing(
      CallPattern pattern, String owner, TreeSet<String> names, Position position) {
    Optional<String> name = pattern.exactMemberName();
    if (name.isEmpty()) {
      add(position, "`" + pattern + "` means no method of `" + owner + "`", "");
    } else if (isConstructor(pattern) || names.contains(name.get())) {
      String what = isConstructor(pattern) ? "constructor" : "`" + name.get() + "`";
      add(
          position,
          "`" + pattern + "`: `" + owner + "` has no " + what + " with these arguments",
          "leave the arguments out to mean every one");
    } else {
      add(
          position,
          "`" + pattern + "`: `" + owner + "` has no method `" + name.get() + "`",
          DidYouMean.closest(name.get(), List.copyOf(names))
              .map(close -> "did you mean `" + close + "`?")
              .orElse(""));
    }
  }

  private static boolean isConstructor(CallPattern pattern) {
    return pattern.exactMemberName().filter(ClassFiles.CONSTRUCTOR::equals).isPresent();
  }

  private void add(Position position, String message, String suggestion) {
    problems.add(
        new Problem(
            Problem.Severity.ERROR,
            position,
            message,
            suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion)));
  }
}
