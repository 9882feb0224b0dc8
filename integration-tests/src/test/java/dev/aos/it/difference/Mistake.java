package dev.aos.it.difference;

import dev.aos.it.difference.library.Elsewhere;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What a weaver could do wrong. */
enum Mistake implements UnaryOperator<byte[]> {
  /** A call is lost. */
  LOST_CALL {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new CallChanger(code, "effect") {
        @Override
        void change(Runnable call) {
          visitInsn(Opcodes.POP2);
        }
      };
    }
  },
  /** A call is made twice. */
  REPEATED_CALL {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new CallChanger(code, "effect") {
        @Override
        void change(Runnable call) {
          visitInsn(Opcodes.DUP2);
          call.run();
          call.run();
        }
      };
    }
  },
  /** A result is another one. */
  WRONG_RESULT {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new CallChanger(code, "zero") {
        @Override
        void change(Runnable call) {
          call.run();
          visitInsn(Opcodes.INEG);
        }
      };
    }
  },
  /** A handler does not protect its call any more. */
  LOST_HANDLER {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
          // Left out.
        }
      };
    }
  },
  /** A call is on another line. */
  WRONG_LINE {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitLineNumber(int line, Label start) {
          super.visitLineNumber(line + 1, start);
        }
      };
    }
  },
  /** A call is made by another thread, whatever is held. */
  OTHER_THREAD {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new CallChanger(code, "effect") {
        @Override
        void change(Runnable call) {
          mv.visitMethodInsn(
              Opcodes.INVOKESTATIC, Type.getInternalName(Elsewhere.class), "effect", "(J)V", false);
        }
      };
    }
  },
  /** A class can't be verified. */
  UNBALANCED_STACK {
    @Override
    MethodVisitor in(MethodVisitor code) {
      return new CallChanger(code, "title") {
        @Override
        void change(Runnable call) {
          call.run();
          visitInsn(Opcodes.DUP);
        }
      };
    }
  };

  abstract MethodVisitor in(MethodVisitor code);

  @Override
  public byte[] apply(byte[] classFile) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    ClassVisitor changing =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return in(super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        };
    new ClassReader(classFile).accept(changing, 0);
    return writer.toByteArray();
  }

  /** Changes the calls of one static method of the library. */
  private abstract static class CallChanger extends MethodVisitor {

    private final String changed;

    CallChanger(MethodVisitor delegate, String changed) {
      super(Opcodes.ASM9, delegate);
      this.changed = changed;
    }

    abstract void change(Runnable call);

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      Runnable call = () -> super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (owner.equals(Names.LIBRARY_CLASS) && name.equals(changed)) {
        change(call);
      } else {
        call.run();
      }
    }
  }
}
