package dev.aos.core.weave;

import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Breaks class files on purpose. */
final class Breakage {

  private Breakage() {
    // no instances
  }

  /** Passes one method's code through a visitor. */
  static byte[] inMethod(byte[] classFile, String method, UnaryOperator<MethodVisitor> breaker) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor breaking =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals(method) ? breaker.apply(code) : code;
          }
        };
    new ClassReader(classFile).accept(breaking, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Says that the first local variable is an int, in every frame that has one. */
  static MethodVisitor wrongLocals(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
        Object[] wrong = local.clone();
        if (locals > 0) {
          wrong[0] = wrong[0].equals(Opcodes.INTEGER) ? Opcodes.FLOAT : Opcodes.INTEGER;
        }
        super.visitFrame(type, locals, wrong, depth, stack);
      }
    };
  }

  /** Leaves all frames out. */
  static MethodVisitor noFrames(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitFrame(int type, int locals, Object[] local, int depth, Object[] stack) {
        // left out
      }
    };
  }

  /** Makes the operand stack too shallow. */
  static MethodVisitor shallowStack(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(1, maxLocals);
      }
    };
  }

  /** Drops the value that every rewritten call returns. */
  static MethodVisitor lostResult(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        super.visitInsn(Opcodes.POP);
      }
    };
  }

  /** Leaves the uninitialised objects in the place of the new one. */
  static MethodVisitor noReplacement(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitInsn(int opcode) {
        super.visitInsn(opcode == Opcodes.DUP_X2 ? Opcodes.DUP : opcode);
      }
    };
  }

  /** Calls another method than the planned one. */
  static MethodVisitor otherCall(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        super.visitInvokeDynamicInsn(name + "Other", descriptor, bootstrap, arguments);
      }
    };
  }

  /** Passes other handles to the bootstrap methods. */
  static MethodVisitor otherHandle(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        Object[] others = arguments.clone();
        Handle handle = (Handle) others[0];
        others[0] =
            new Handle(
                handle.getTag(),
                handle.getOwner(),
                handle.getName() + "Other",
                handle.getDesc(),
                handle.isInterface());
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, others);
      }
    };
  }

  /** Turns every condition round. */
  static MethodVisitor otherJump(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode == Opcodes.IFLE ? Opcodes.IFGT : opcode, label);
      }
    };
  }

  /** Leaves all exception handlers out. */
  static MethodVisitor noHandlers(MethodVisitor code) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        // left out
      }
    };
  }
}
