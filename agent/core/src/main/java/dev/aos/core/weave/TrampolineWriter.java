package dev.aos.core.weave;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the one class that woven code names. It lives in {@code java.lang}, because some class
 * loaders (OSGi's) delegate nothing but {@code java.*} to the JDK, and every module reads {@code
 * java.base}. It passes on to method handles that the runtime sets, so {@code java.base} need not
 * read anybody.
 */
public final class TrampolineWriter {

  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String HANDLE_DESCRIPTOR = "L" + HANDLE + ";";

  private TrampolineWriter() {
    // no instances
  }

  /** The class file. */
  public static byte[] write() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        Bootstrap.AOS_CLASS,
        null,
        "java/lang/Object",
        null);
    bootstrap(writer, Bootstrap.CALL_METHOD, "CALL");
    bootstrap(writer, Bootstrap.BEGIN_METHOD, "BEGIN");
    bootstrap(writer, Bootstrap.AWAIT_METHOD, "AWAIT");
    bootstrap(writer, Bootstrap.PURE_METHOD, "PURE");
    bootstrap(writer, Bootstrap.ENTRY_METHOD, "ENTRY");
    bootstrap(writer, Bootstrap.SHUTDOWN_METHOD, "SHUTDOWN");
    bootstrap(writer, Bootstrap.RESUME_POINT_METHOD, "RESUME_POINT");
    bootstrap(writer, Bootstrap.HANDLE_METHOD, "HANDLE");
    bootstrap(
        writer,
        Opcodes.ACC_VARARGS,
        Bootstrap.REFERENCE_METHOD,
        "REFERENCE",
        Bootstrap.REFERENCE_DESCRIPTOR);
    InvokerMethods.write(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void bootstrap(ClassWriter writer, String method, String field) {
    bootstrap(writer, 0, method, field, Bootstrap.DESCRIPTOR);
  }

  /** A bootstrap method that calls the handle in a private field with its own arguments. */
  private static void bootstrap(
      ClassWriter writer, int moreAccess, String method, String field, String descriptor) {
    writer
        .visitField(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_VOLATILE,
            field,
            HANDLE_DESCRIPTOR,
            null,
            null)
        .visitEnd();
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | moreAccess, method, descriptor, null, null);
    code.visitCode();
    code.visitFieldInsn(Opcodes.GETSTATIC, Bootstrap.AOS_CLASS, field, HANDLE_DESCRIPTOR);
    int locals = 0;
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      code.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), locals++);
    }
    // Stack: handle, lookup, name, type, original, number...
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, HANDLE, "invokeExact", descriptor, false);
    // Stack: call site
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(locals + 1, locals);
    code.visitEnd();
  }
}
