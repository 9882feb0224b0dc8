package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.util.Optional;
import org.objectweb.asm.Type;

/**
 * The types in a descriptor, as the JVM will resolve them. An invoke instruction resolves its owner
 * alone: it works with a result type that is package-private elsewhere, and with an argument type
 * that does not exist, if only null is passed. An {@code invokedynamic} and a method handle
 * constant resolve all types of their descriptors, with access checks (JVMS 5.4.3.5).
 */
final class LinkageTypes {

  private LinkageTypes() {
    // no instances
  }

  /**
   * Why a class must not link the descriptor; empty if it may.
   *
   * @param descriptor the descriptor of a method
   * @param caller the internal name of the class
   * @param hierarchy the classes that it sees
   */
  static Optional<String> obstacle(String descriptor, String caller, ClassHierarchy hierarchy) {
    Type methodType = Type.getMethodType(descriptor);
    Optional<String> obstacle = obstacle(methodType.getReturnType(), caller, hierarchy);
    for (Type argument : methodType.getArgumentTypes()) {
      if (obstacle.isEmpty()) {
        obstacle = obstacle(argument, caller, hierarchy);
      }
    }
    return obstacle;
  }

  private static Optional<String> obstacle(Type type, String caller, ClassHierarchy hierarchy) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() != Type.OBJECT) {
      return Optional.empty();
    }
    Optional<ClassInfo> info = hierarchy.find(element.getInternalName());
    if (info.isEmpty()) {
      return Optional.of(
          element.getClassName() + " can't be found, and the rewritten call would load it");
    }
    if (!hierarchy.supertypes(element.getInternalName()).complete()) {
      return Optional.of(
          element.getClassName()
              + " has a supertype that can't be found, and the rewritten call would load it");
    }
    if (!info.get().isPublic() && !samePackage(element.getInternalName(), caller)) {
      return Optional.of(
          element.getClassName() + " is not public, and the rewritten call would access it");
    }
    return Optional.empty();
  }

  private static boolean samePackage(String one, String other) {
    int end = one.lastIndexOf('/');
    return end == other.lastIndexOf('/') && one.regionMatches(0, other, 0, Math.max(end, 0));
  }
}
