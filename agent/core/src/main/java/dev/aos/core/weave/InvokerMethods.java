package dev.aos.core.weave;

import java.util.Arrays;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Methods that call a method handle. The JDK makes functional objects of methods only, and passes
 * on to them what the object has captured. So a rewritten reference becomes a reference to one of
 * these with a captured handle, and its class gets no method that was not there.
 */
final class InvokerMethods {

  /** The most arguments that a rewritten method reference can take, captured ones included. */
  static final int MOST_ARGUMENTS = 24;

  static final String NAME = "invoke";

  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final Type HANDLE = Type.getObjectType("java/lang/invoke/MethodHandle");

  /** Keeps a method of the boot loader out of stack traces. */
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  private InvokerMethods() {
    // no instances
  }

  /** Adds them all: a handle and up to {@link #MOST_ARGUMENTS} objects to an object. */
  static void write(ClassWriter writer) {
    for (int arguments = 0; arguments <= MOST_ARGUMENTS; arguments++) {
      write(writer, arguments);
    }
  }

  private static void write(ClassWriter writer, int arguments) {
    Type[] called = objects(arguments);
    Type[] taken = objects(arguments + 1);
    taken[0] = HANDLE;
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
            NAME,
            Type.getMethodDescriptor(OBJECT, taken),
            null,
            null);
    code.visitAnnotation(HIDDEN, true).visitEnd();
    code.visitCode();
    for (int local = 0; local < taken.length; local++) {
      code.visitVarInsn(Opcodes.ALOAD, local);
    }
    // Stack: handle, arguments...
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        HANDLE.getInternalName(),
        "invokeExact",
        Type.getMethodDescriptor(OBJECT, called),
        false);
    // Stack: result
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(taken.length, taken.length);
    code.visitEnd();
  }

  private static Type[] objects(int count) {
    Type[] types = new Type[count];
    Arrays.fill(types, OBJECT);
    return types;
  }
}
