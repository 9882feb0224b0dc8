package dev.aos.core.weave;

import dev.aos.core.match.CallTarget;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** Finds the methods that the loop definitions name as entries. */
final class EntryFinder {

  private final List<LoopDefinition> loops;

  EntryFinder(List<LoopDefinition> loops) {
    this.loops = loops;
  }

  /** Whether a class may declare an entry, as far as its name tells. */
  boolean mayBeIn(String binaryName) {
    for (LoopDefinition loop : loops) {
      for (LoopEntry entry : loop.entries()) {
        CallPattern method = entry.method();
        if (method.subtypes() || method.owner().matches(binaryName)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a class declares an entry. */
  boolean isIn(ClassInfo declarations, ClassHierarchy hierarchy) {
    for (String nameAndDescriptor : declarations.methods().keySet()) {
      int descriptorStart = nameAndDescriptor.indexOf('(');
      String name = nameAndDescriptor.substring(0, descriptorStart);
      String descriptor = nameAndDescriptor.substring(descriptorStart);
      int access = declarations.methods().get(nameAndDescriptor);
      if (find(declarations.name(), access, name, descriptor, hierarchy).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first entry that names a method. A bridge is none, since the method that it calls is; an
   * abstract method is none, since nothing runs in it.
   *
   * @param owner the internal name of the class that declares the method
   * @param access the method's access flags
   * @param name the method's name
   * @param descriptor the method's descriptor
   * @param hierarchy the classes that the class sees
   */
  Optional<PlannedEntry> find(
      String owner, int access, String name, String descriptor, ClassHierarchy hierarchy) {
    if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) != 0) {
      return Optional.empty();
    }
    CallTarget target = new CallTarget(new MemberReference(owner, name, descriptor), hierarchy);
    for (LoopDefinition loop : loops) {
      for (LoopEntry entry : loop.entries()) {
        if (target.isMeantBy(entry.method())) {
          String className = ClassFiles.binaryName(owner);
          return Optional.of(new PlannedEntry(loop, entry, className, name, descriptor));
        }
      }
    }
    return Optional.empty();
  }
}
