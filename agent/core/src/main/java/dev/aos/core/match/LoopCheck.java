package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.LoopShutdown;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * Checks whether the methods that a loop definition names can be what it says they are, as far as
 * their classes can be found yet.
 */
final class LoopCheck {

  private static final String JDK = "java.";

  private final ClassHierarchy classes;
  private final List<Problem> problems = new ArrayList<>();

  LoopCheck(ClassHierarchy classes) {
    this.classes = classes;
  }

  List<Problem> check(LoopDefinition loop) {
    for (LoopEntry entry : loop.entries()) {
      check(entry.method(), entry.position());
      for (Method method : methods(entry.method())) {
        add(
            entry.position(),
            entry.method(),
            EntryRules.obstacle(entry, method.access, method.name, method.descriptor),
            entry.isExclusive() ? "can't be exclusive" : "can't be an entry");
      }
    }
    for (LoopShutdown shutdown : loop.shutdown()) {
      check(shutdown.method(), shutdown.position());
      for (Method method : methods(shutdown.method())) {
        add(
            shutdown.position(),
            shutdown.method(),
            EntryRules.shutdownObstacle(method.access, method.name, method.descriptor),
            "can't end a loop");
      }
    }
    return problems;
  }

  /** No rule file has classes of the JDK changed: it would be so for every other use of them. */
  private void check(CallPattern pattern, Position position) {
    String owner = pattern.exactOwner().orElse("");
    if (owner.startsWith(JDK) && !pattern.subtypes()) {
      String why = "it is a method of the JDK, and only bundled definitions have entries there";
      add(position, pattern, Optional.of(why), "gets no guard");
    }
  }

  private void add(Position position, CallPattern pattern, Optional<String> why, String what) {
    if (why.isPresent()) {
      String message = "`" + pattern + "` " + what + ": " + why.get();
      problems.add(new Problem(Problem.Severity.ERROR, position, message, Optional.empty()));
    }
  }

  /** The methods with code that the class itself declares: subclasses are not known here. */
  private List<Method> methods(CallPattern pattern) {
    List<Method> methods = new ArrayList<>();
    Optional<ClassInfo> owner =
        pattern.exactOwner().isEmpty()
            ? Optional.empty()
            : classes.find(ClassFiles.internalName(pattern.exactOwner().get()));
    if (owner.isPresent()) {
      for (Map.Entry<String, Integer> method : owner.get().methods().entrySet()) {
        int start = method.getKey().indexOf('(');
        String name = method.getKey().substring(0, start);
        String descriptor = method.getKey().substring(start);
        boolean hasCode = (method.getValue() & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0;
        if (hasCode && pattern.matchesMember(name, descriptor)) {
          methods.add(new Method(method.getValue(), name, descriptor));
        }
      }
    }
    return methods;
  }

  private record Method(int access, String name, String descriptor) {}
}
