package dev.aos.core.match;

import org.objectweb.asm.Opcodes;

/**
 * One invoke instruction, or the member that a method handle constant names. Names are internal
 * names.
 *
 * @param opcode the instruction, one of ASM's {@link Opcodes}
 * @param owner the class named in the class file, or an array's descriptor
 * @param name the member's name, {@code <init>} for a constructor
 * @param descriptor the member's descriptor
 * @param ownerIsInterface whether the class file calls the owner an interface
 */
public record CallSite(
    int opcode, String owner, String name, String descriptor, boolean ownerIsInterface) {

  /** The member that is called. */
  public MemberReference member() {
    return new MemberReference(owner, name, descriptor);
  }

  /** Whether a constructor is called. */
  public boolean isConstructor() {
    return name.equals(ClassFiles.CONSTRUCTOR);
  }

  /** Whether the call has no receiver. */
  public boolean isStatic() {
    return opcode == Opcodes.INVOKESTATIC;
  }

  /** Whether the receiver is an array: {@code clone()} and the other methods of {@code Object}. */
  public boolean hasArrayReceiver() {
    return owner.startsWith("[");
  }

  /** The same, but its names are the same objects in all calls like it: it is to be kept. */
  public CallSite interned() {
    return new CallSite(
        opcode, owner.intern(), name.intern(), descriptor.intern(), ownerIsInterface);
  }

  /** The member as people write it, {@code java.nio.file.Files.readAllBytes}. */
  @Override
  public String toString() {
    String member = isConstructor() ? "new" : name;
    return ClassFiles.binaryName(owner) + "." + member;
  }
}
