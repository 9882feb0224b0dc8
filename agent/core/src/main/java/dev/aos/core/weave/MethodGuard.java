package dev.aos.core.weave;

import dev.aos.core.match.ClassInfo;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The guard at the start of a method. It asks the runtime whether this call of the method is over:
 * that of an entry, whether its work was done, or will be, in a continuation of its own; that of a
 * method that ends a loop, whether the loop is still needed.
 */
final class MethodGuard {

  /** What the guard does with the runtime's answer. */
  private enum Kind {
    /** {@code INVOKEDYNAMIC ()Z, IFEQ go on, RETURN}. */
    VOID(1, Opcodes.IFEQ, Opcodes.RETURN, Opcodes.NOP),
    /** {@code INVOKEDYNAMIC ()Z, IFEQ go on, ICONST_0, IRETURN}. */
    BOOLEAN(1, Opcodes.IFEQ, Opcodes.ICONST_0, Opcodes.IRETURN, Opcodes.NOP),
    /** {@code INVOKEDYNAMIC ()R, DUP, IFNULL go on, ARETURN}; null is no answer. */
    REFERENCE(2, Opcodes.DUP, Opcodes.IFNULL, Opcodes.ARETURN, Opcodes.POP);

    private final int stack;

    /** What follows the call; the last one is where the method goes on. */
    private final int[] opcodes;

    Kind(int stack, int... opcodes) {
      this.stack = stack;
      this.opcodes = opcodes;
    }
  }

  private final MethodPlan method;
  private final boolean isStatic;
  private final String callSiteName;
  private final Kind kind;

  private MethodGuard(MethodPlan method, String callSiteName) {
    this.method = method;
    this.isStatic = (method.access() & Opcodes.ACC_STATIC) != 0;
    this.callSiteName = callSiteName;
    this.kind = kind(Type.getReturnType(method.descriptor()));
  }

  private static Kind kind(Type result) {
    return switch (result.getSort()) {
      case Type.VOID -> Kind.VOID;
      case Type.BOOLEAN -> Kind.BOOLEAN;
      case Type.OBJECT, Type.ARRAY -> Kind.REFERENCE;
      default -> throw new IllegalArgumentException("no guard for a method of " + result);
    };
  }

  static MethodGuard ofEntry(MethodPlan method) {
    return new MethodGuard(method, "enter");
  }

  static MethodGuard ofShutdown(MethodPlan method) {
    return new MethodGuard(method, "end");
  }

  /** The slots of a method's arguments, {@code this} included. */
  static int argumentSlots(boolean isStatic, String descriptor) {
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - (isStatic ? 1 : 0);
  }

  /** The deepest operand stack of the guard. */
  int maxStack() {
    return Math.max(kind.stack, argumentSlots(isStatic, method.descriptor()));
  }

  /**
   * Writes the guard.
   *
   * @param code where to; at the very start of the method's code
   * @param owner the class that declares the method
   * @param bootstrap the bootstrap method
   * @param number the number under which the runtime knows the method
   */
  void write(MethodVisitor code, ClassInfo owner, Handle bootstrap, int number) {
    if (method.firstLine() != PlannedSite.NO_LINE) {
      Label start = new Label();
      code.visitLabel(start);
      code.visitLineNumber(method.firstLine(), start);
    }
    loadArguments(code);
    // Stack: this, arguments...
    code.visitInvokeDynamicInsn(
        callSiteName, callSiteDescriptor(owner), bootstrap, self(owner), number);
    // Stack: answer
    Label goOn = new Label();
    for (int opcode : kind.opcodes) {
      if (opcode == Opcodes.IFEQ || opcode == Opcodes.IFNULL) {
        code.visitJumpInsn(opcode, goOn);
      } else if (opcode == Opcodes.NOP || opcode == Opcodes.POP) {
        goOn(code, goOn, opcode);
      } else {
        code.visitInsn(opcode);
      }
    }
  }

  private void goOn(MethodVisitor code, Label label, int opcode) {
    code.visitLabel(label);
    // Nothing was stored, so the locals are those of the implicit first frame (JVMS 4.7.4).
    if (kind == Kind.REFERENCE) {
      String result = Type.getReturnType(method.descriptor()).getInternalName();
      code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {result});
    } else {
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    // The method's first instruction may have a frame of its own, and no two can be at one offset.
    code.visitInsn(opcode);
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

  private String callSiteDescriptor(ClassInfo owner) {
    String descriptor =
        isStatic
            ? method.descriptor()
            : ReplacementCall.withReceiver(owner.name(), method.descriptor());
    return kind == Kind.REFERENCE
        ? descriptor
        : descriptor.substring(0, descriptor.indexOf(')') + 1) + "Z";
  }

  /**
   * The method itself. {@code REF_invokeSpecial} runs this very method, also where a subclass
   * overrides it and has called it by {@code super}.
   */
  Handle self(ClassInfo owner) {
    int tag = isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
    return new Handle(tag, owner.name(), method.name(), method.descriptor(), owner.isInterface());
  }
}
