package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.EntryRules;
import dev.aos.core.rules.LoopEntry;
import java.util.Optional;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;

/**
 * Why a call that the rules want rewritten can't be, in one class. Says nothing of constructors.
 */
final class CallObstacles {

  /**
   * A method handle has at most 255 argument slots, one of them its own (JVMS 4.3.3, {@link
   * java.lang.invoke.MethodHandle}). The runtime needs a few for itself.
   */
  static final int MOST_ARGUMENT_SLOTS = 250;

  private final Optional<String> ofClass;
  private final ClassInfo caller;
  private final ClassHierarchy hierarchy;

  /**
   * @param ofClass why nothing in the calling class can be rewritten
   * @param caller the calling class
   * @param hierarchy the classes that it sees
   */
  CallObstacles(Optional<String> ofClass, ClassInfo caller, ClassHierarchy hierarchy) {
    this.ofClass = ofClass;
    this.caller = caller;
    this.hierarchy = hierarchy;
  }

  /** Why a call can't be rewritten; empty if it can. */
  Optional<String> reason(CallSite site) {
    if (site.hasArrayReceiver()) {
      return Optional.of("the receiver is an array");
    }
    if (isSuperCall(site)) {
      return Optional.of("super call: not rewritten yet");
    }
    Optional<String> reason =
        linkageReason(site.descriptor(), ReplacementCall.of(site).argumentSlots());
    return reason.isPresent() ? reason : MembersWithoutHandle.reason(site, hierarchy);
  }

  /** Why a method that is an entry, or exclusive, can't get a guard; empty if it can. */
  Optional<String> entryReason(LoopEntry entry, int access, String name, String descriptor) {
    Optional<String> reason = EntryRules.obstacle(entry, access, name, descriptor);
    return reason.isPresent() ? reason : guardReason(access, descriptor);
  }

  /** Why a method that ends a loop can't get a guard; empty if it can. */
  Optional<String> shutdownReason(int access, String name, String descriptor) {
    Optional<String> reason = EntryRules.shutdownObstacle(access, name, descriptor);
    return reason.isPresent() ? reason : guardReason(access, descriptor);
  }

  private Optional<String> guardReason(int access, String descriptor) {
    boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
    Optional<String> reason =
        linkageReason(descriptor, MethodGuard.argumentSlots(isStatic, descriptor));
    return reason.isPresent() ? reason : MembersWithoutHandle.reason(access, descriptor);
  }

  private Optional<String> linkageReason(String descriptor, int argumentSlots) {
    if (ofClass.isPresent()) {
      return ofClass;
    }
    if (argumentSlots > MOST_ARGUMENT_SLOTS) {
      return Optional.of(
          argumentSlots + " argument slots, more than the " + MOST_ARGUMENT_SLOTS + " possible");
    }
    return LinkageTypes.obstacle(descriptor, caller.name(), hierarchy);
  }

  /**
   * {@code invokespecial} of a method means a private method of this class, or one of a superclass
   * or superinterface (JVMS 6.5.invokespecial).
   */
  private boolean isSuperCall(CallSite site) {
    if (site.opcode() != Opcodes.INVOKESPECIAL || site.isConstructor()) {
      return false;
    }
    OptionalInt access = caller.methodAccess(site.name(), site.descriptor());
    boolean isOwnPrivate =
        site.owner().equals(caller.name())
            && access.isPresent()
            && (access.getAsInt() & Opcodes.ACC_PRIVATE) != 0;
    return !isOwnPrivate;
  }
}
