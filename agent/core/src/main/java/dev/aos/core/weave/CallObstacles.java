package dev.aos.core.weave;

import dev.aos.core.match.Answer;
import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.EntryRules;
import dev.aos.core.rules.LoopEntry;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * Why a call that the rules want rewritten can't be, in one class. Says nothing of constructors.
 */
final class CallObstacles {

  /**
   * A method handle has at most 255 argument slots, one of them its own (JVMS 4.3.3, {@link
   * java.lang.invoke.MethodHandle}).
   */
  static final int MOST_ARGUMENT_SLOTS = 254;

  /** Of an entry: the runtime needs a few for itself. */
  private static final int MOST_GUARD_SLOTS = 250;

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
    if (isOutOfReach(site)) {
      return Optional.of("invokespecial of a class that is no supertype: the JVM refuses it");
    }
    Optional<String> reason = CallerAccess.obstacle(site);
    if (reason.isEmpty()) {
      int slots = ReplacementCall.of(site, caller.name()).argumentSlots();
      reason = linkageReason(site.descriptor(), slots, MOST_ARGUMENT_SLOTS);
    }
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
    int slots = MethodGuard.argumentSlots(isStatic, descriptor);
    Optional<String> reason = linkageReason(descriptor, slots, MOST_GUARD_SLOTS);
    return reason.isPresent() ? reason : MembersWithoutHandle.reason(access, descriptor);
  }

  private Optional<String> linkageReason(String descriptor, int argumentSlots, int most) {
    if (ofClass.isPresent()) {
      return ofClass;
    }
    if (argumentSlots > most) {
      return Optional.of(argumentSlots + " argument slots, more than the " + most + " possible");
    }
    return LinkageTypes.obstacle(descriptor, caller.name(), hierarchy);
  }

  /**
   * {@code invokespecial} of a method means one of this class, of a superclass, or of a direct
   * superinterface (JVMS 4.9.2). A class with any other does not verify, and must not begin to.
   */
  private boolean isOutOfReach(CallSite site) {
    if (site.opcode() != Opcodes.INVOKESPECIAL || site.isConstructor()) {
      return false;
    }
    if (site.ownerIsInterface()) {
      return !site.owner().equals(caller.name()) && !caller.interfaces().contains(site.owner());
    }
    return hierarchy.isSubtype(caller.name(), site.owner()) != Answer.YES;
  }
}
