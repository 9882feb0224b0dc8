package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The {@code invokedynamic} that takes a call's place. It pops and pushes what the call does, but
 * for a constructor: that returns the new object, where the call fills in the one below it.
 *
 * @param name the name of the call site; the runtime does not depend on it
 * @param descriptor the receiver, if there is one, and the arguments; the result
 * @param original the original call as a method handle constant
 */
record ReplacementCall(String name, String descriptor, Handle original) {

  /** {@code <init>} is no name for a call site (JVMS 4.2.2). */
  private static final String CONSTRUCTOR_NAME = "new";

  /**
   * What takes a call's place.
   *
   * @param site the call
   * @param caller the internal name of the class in which it stands
   */
  static ReplacementCall of(CallSite site, String caller) {
    Handle original =
        new Handle(
            referenceKind(site),
            site.owner(),
            site.name(),
            site.descriptor(),
            site.ownerIsInterface());
    if (site.isConstructor()) {
      String arguments = site.descriptor().substring(0, site.descriptor().length() - 1);
      String descriptor = arguments + Type.getObjectType(site.owner()).getDescriptor();
      return new ReplacementCall(CONSTRUCTOR_NAME, descriptor, original);
    }
    if (site.isStatic()) {
      return new ReplacementCall(site.name(), site.descriptor(), original);
    }
    String descriptor = withReceiver(receiver(site, caller), site.descriptor());
    return new ReplacementCall(site.name(), descriptor, original);
  }

  /**
   * {@code invokespecial} takes the calling class's own objects and no others, whatever class it
   * names (JVMS 4.10.1.9), and so does its handle: {@code super.} would be a way around a class's
   * methods otherwise.
   */
  private static String receiver(CallSite site, String caller) {
    return site.opcode() == Opcodes.INVOKESPECIAL ? caller : site.owner();
  }

  /** A method's descriptor with the receiver as first argument. */
  static String withReceiver(String owner, String descriptor) {
    return "(" + Type.getObjectType(owner).getDescriptor() + descriptor.substring(1);
  }

  /** The slots that the call pops, the receiver's included. */
  int argumentSlots() {
    // ASM counts a slot for "this", which a call site has not.
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
  }

  private static int referenceKind(CallSite site) {
    return switch (site.opcode()) {
      case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
      case Opcodes.INVOKEVIRTUAL -> Opcodes.H_INVOKEVIRTUAL;
      case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
      case Opcodes.INVOKESPECIAL ->
          site.isConstructor() ? Opcodes.H_NEWINVOKESPECIAL : Opcodes.H_INVOKESPECIAL;
      default -> throw new IllegalArgumentException("no invoke instruction: " + site.opcode());
    };
  }
}
