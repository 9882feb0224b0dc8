package dev.aos.core.match;

import dev.aos.core.rules.DidYouMean;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Checks the names of {@code thread-state:} against real classes: state that is never carried is
 * noticed by nobody. Of a path that is its first step; the rest depends on what comes out of that.
 */
final class StateNameCheck {

  private final ClassHierarchy classes;
  private final List<Problem> problems = new ArrayList<>();

  StateNameCheck(ClassHierarchy classes) {
    this.classes = classes;
  }

  /** What is wrong with the names of the user's own rules. */
  List<Problem> check(RuleSet rules) {
    for (ThreadStateRule rule : rules.threadState()) {
      if (rules.isOwn(rule.position())) {
        check(rule.carrier(), rule.position());
      }
    }
    return problems;
  }

  private void check(CarrierSettings carrier, Position position) {
    if (carrier.source() instanceof CarrierSettings.Field field) {
      checkMember(carrier.owner(), new Path.Field(field.field()), carrier.text(), position);
    } else if (carrier.source() instanceof CarrierSettings.Each each) {
      check(each.elements(), position);
    } else if (carrier.source() instanceof CarrierSettings.Calls calls) {
      check(calls.get(), position);
      check(calls.put(), position);
      calls.clear().ifPresent(clear -> check(clear, position));
    }
  }

  private void check(Path path, Position position) {
    if (path.root() instanceof Path.Type type) {
      checkMember(type.binaryName(), path.steps().get(0), path.text(), position);
    }
  }

  private void checkMember(String owner, Path.Step step, String text, Position position) {
    Optional<ClassInfo> found = classes.find(ClassFiles.internalName(owner));
    if (found.isEmpty()) {
      if (owner.startsWith("java.")) {
        add(position, "`" + text + "`: there is no class `" + owner + "` in this JDK", "");
      }
      return;
    }
    ClassHierarchy.Supertypes supertypes = classes.supertypes(found.get().name());
    if (!supertypes.complete()) {
      return;
    }
    boolean method = step instanceof Path.Call;
    TreeSet<String> names = new TreeSet<>();
    for (ClassInfo type : supertypes.found()) {
      names.addAll(method ? staticNames(type.methods(), '(') : staticNames(type.fields(), ' '));
    }
    if (!names.contains(step.name())) {
      String what = method ? "method" : "field";
      add(
          position,
          "`" + text + "`: `" + owner + "` has no static " + what + " `" + step.name() + "`",
          DidYouMean.closest(step.name(), List.copyOf(names))
              .map(close -> "did you mean `" + close + "`?")
              .orElse(""));
    }
  }

  private static List<String> staticNames(Map<String, Integer> members, char end) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Integer> member : members.entrySet()) {
      if ((member.getValue() & Opcodes.ACC_STATIC) != 0) {
        names.add(member.getKey().substring(0, member.getKey().indexOf(end)));
      }
    }
    return names;
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
