package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Members that the JVM calls without more ado, but of which it makes no method handle. */
final class MembersWithoutHandle {

  /** What {@code Object} has of its own for everybody's subclasses. */
  private static final Set<String> PROTECTED_METHODS_OF_OBJECT =
      Set.of("clone()Ljava/lang/Object;", "finalize()V");

  private MembersWithoutHandle() {
    // no instances
  }

  /** Why there is no handle of what a call means; empty if there is, as far as it is known. */
  static Optional<String> reason(CallSite site, ClassHierarchy hierarchy) {
    if (site.opcode() == Opcodes.INVOKEINTERFACE && isTakenForObjects(site, hierarchy)) {
      return Optional.of("an interface inherits it, and the JVM would look for Object's");
    }
    Optional<String> declaring =
        site.isConstructor() ? Optional.of(site.owner()) : hierarchy.declaringClass(site.member());
    OptionalInt access =
        declaring.isPresent() ? access(declaring.get(), site, hierarchy) : OptionalInt.empty();
    return access.isPresent() ? reason(access.getAsInt(), site.descriptor()) : Optional.empty();
  }

  /**
   * Why there is no handle of a method: its flag promises an array that is not there. {@code javac}
   * makes such constructors, for anonymous classes that capture variables.
   *
   * @param access the method's access flags
   * @param descriptor its descriptor
   */
  static Optional<String> reason(int access, String descriptor) {
    if ((access & Opcodes.ACC_VARARGS) == 0) {
      return Optional.empty();
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    boolean endsWithArray =
        arguments.length > 0 && arguments[arguments.length - 1].getSort() == Type.ARRAY;
    return endsWithArray
        ? Optional.empty()
        : Optional.of(
            "of variable arity without an array at the end: the JVM makes no handle of it");
  }

  /**
   * To resolve a handle, HotSpot selects the method for the interface itself, as if that were the
   * receiver's class: it looks there, and then in {@code Object}, whose method is protected.
   */
  private static boolean isTakenForObjects(CallSite site, ClassHierarchy hierarchy) {
    return PROTECTED_METHODS_OF_OBJECT.contains(site.name() + site.descriptor())
        && access(site.owner(), site, hierarchy).isEmpty();
  }

  private static OptionalInt access(String owner, CallSite site, ClassHierarchy hierarchy) {
    Optional<ClassInfo> info = hierarchy.find(owner);
    return info.isPresent()
        ? info.get().methodAccess(site.name(), site.descriptor())
        : OptionalInt.empty();
  }
}
