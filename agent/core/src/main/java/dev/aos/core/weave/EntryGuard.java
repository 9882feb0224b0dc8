package dev.aos.core.weave;

import dev.aos.core.match.ClassInfo;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The guard at the start of an entry method. It asks the runtime whether the method was run, or
 * will be, in a continuation of its own; if so, this call of it is over.
 */
final class EntryGuard {

  private static final String CALL_SITE_NAME = "enter";

  /** {@code INVOKEDYNAMIC, IFEQ, RETURN, NOP}. */
  private static final int INSTRUCTIONS_AFTER_ARGUMENTS = 4;

  private final ClassInfo owner;
  private final MethodPlan method;
  private final boolean isStatic;

  EntryGuard(ClassInfo owner, MethodPlan method) {
    this.owner = owner;
    this.method = method;
    this.isStatic = (method.access() & Opcodes.ACC_STATIC) != 0;
  }

  /** The slots of a method's arguments, {@code this} included. */
  static int argumentSlots(boolean isStatic, String descriptor) {
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
  }

  /** The deepest operand stack of the guard. */
  int maxStack() {
    return Math.max(1, argumentSlots(isStatic, method.descriptor()));
  }

  /** The number of instructions of a method's guard. */
  static int instructionCount(MethodPlan method) {
    int receiver = (method.access() & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    int arguments = Type.getArgumentTypes(method.descriptor()).length;
    return receiver + arguments + INSTRUCTIONS_AFTER_ARGUMENTS;
  }

  /**
   * Writes the guard.
   *
   * @param code where to; at the very start of the method's code
   * @param bootstrap the bootstrap methods
   * @param number the entry's number
   */
  void write(MethodVisitor code, Bootstrap bootstrap, int number) {
    if (method.firstLine() != PlannedSite.NO_LINE) {
      Label start = new Label();
      code.visitLabel(start);
      code.visitLineNumber(method.firstLine(), start);
    }
    loadArguments(code);
    // Stack: this, arguments...
    code.visitInvokeDynamicInsn(
        CALL_SITE_NAME, callSiteDescriptor(), bootstrap.entry(), self(), number);
    // Stack: I
    Label goOn = new Label();
    code.visitJumpInsn(Opcodes.IFEQ, goOn);
    code.visitInsn(Opcodes.RETURN);
    code.visitLabel(goOn);
    // Nothing was stored, so the locals are those of the implicit first frame (JVMS 4.7.4).
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    // The method's first instruction may have a frame of its own, and no two can be at one offset.
    code.visitInsn(Opcodes.NOP);
  }

  private void loadArguments(MethodVisitor code) {
    int slot = 0;
    if (!isStatic) {
      code.visitVarInsn(Opcodes.ALOAD, slot++);
    }
    for (Type argument : Type.getArgumentTypes(method.descriptor())) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
      slot += argument.getSize();
    }
  }

  private String callSiteDescriptor() {
    String arguments =
        isStatic
            ? method.descriptor()
            : ReplacementCall.withReceiver(owner.name(), method.descriptor());
    return arguments.substring(0, arguments.indexOf(')') + 1) + "Z";
  }

  /**
   * The entry method itself. {@code REF_invokeSpecial} runs this very method, also where a subclass
   * overrides it and has called it by {@code super}.
   */
  private Handle self() {
    int kind = isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
    return new Handle(kind, owner.name(), method.name(), method.descriptor(), owner.isInterface());
  }
}
