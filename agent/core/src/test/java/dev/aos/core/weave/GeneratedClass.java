package dev.aos.core.weave;

import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that no compiler would make.
 *
 * @param internalName its name
 * @param bytes its class file
 */
record GeneratedClass(String internalName, byte[] bytes) {

  static final String NAME = "com/acme/web/Generated";

  String binaryName() {
    return internalName.replace('/', '.');
  }

  /** A class with one static method {@code run()} of type String. */
  static GeneratedClass withRun(int maxStack, int maxLocals, Consumer<MethodVisitor> code) {
    return with(Opcodes.V17, "()Ljava/lang/String;", maxStack, maxLocals, code);
  }

  /** A class of some version with one static method {@code run}. */
  static GeneratedClass with(
      int version, String descriptor, int maxStack, int maxLocals, Consumer<MethodVisitor> code) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    method(writer, "run", descriptor, maxStack, maxLocals, code);
    writer.visitEnd();
    return new GeneratedClass(NAME, writer.toByteArray());
  }

  /** A class of the newest usual version with any methods. */
  static GeneratedClass with(String name, Consumer<ClassWriter> methods) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    methods.accept(writer);
    writer.visitEnd();
    return new GeneratedClass(name, writer.toByteArray());
  }

  /** Adds a public static method. */
  static void method(
      ClassWriter writer,
      String name,
      String descriptor,
      int maxStack,
      int maxLocals,
      Consumer<MethodVisitor> code) {
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(maxStack, maxLocals);
    method.visitEnd();
  }

  static GeneratedClass of(ClassWriter writer) {
    byte[] bytes = writer.toByteArray();
    return new GeneratedClass(new ClassReader(bytes).getClassName(), bytes);
  }
}
