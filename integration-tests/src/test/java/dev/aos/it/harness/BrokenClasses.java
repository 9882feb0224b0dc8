package dev.aos.it.harness;

import java.io.IOException;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that a weaver would be ashamed of. */
public final class BrokenClasses {

  private static final String TRAMPOLINE = "java/lang/$AOS";
  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodHandle;I)Ljava/lang/invoke/CallSite;";

  private BrokenClasses() {
    // no instances
  }

  /**
   * Writes a jar with the class {@code DoesNotVerify}, and {@code DoesNotLink}, in which AOS would
   * have woven a call of a method that there is not.
   */
  public static void write(Path jar) throws IOException {
    new JarBuilder()
        .file("DoesNotVerify.class", doesNotVerify())
        .file("DoesNotLink.class", doesNotLink())
        .build(jar);
  }

  private static byte[] doesNotVerify() {
    ClassWriter writer = classWriter("DoesNotVerify");
    MethodVisitor code = method(writer, "text", "()Ljava/lang/String;");
    code.visitInsn(Opcodes.ICONST_1);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(1, 0);
    return writer.toByteArray();
  }

  private static byte[] doesNotLink() {
    ClassWriter writer = classWriter("DoesNotLink");
    MethodVisitor code = method(writer, "call", "()V");
    code.visitInvokeDynamicInsn(
        "none",
        "()V",
        new Handle(Opcodes.H_INVOKESTATIC, TRAMPOLINE, "call", BOOTSTRAP, false),
        new Handle(Opcodes.H_INVOKESTATIC, "java/lang/String", "none", "()V", false),
        1);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    return writer.toByteArray();
  }

  private static ClassWriter classWriter(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  private static MethodVisitor method(ClassWriter writer, String name, String descriptor) {
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    code.visitCode();
    return code;
  }
}
