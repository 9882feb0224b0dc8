package dev.aos.it;

import dev.aos.it.harness.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Calls that other compilers make than the one of these tests: suppliers of the package {@code
 * dev.aos.it.fixture.shapes}, and what they call.
 */
final class GeneratedShapes {

  private static final String CALLERS = "dev/aos/it/fixture/shapes/";
  private static final String CALLEE = "dev/aos/it/fixture/backend/Wide";
  private static final String SHAPES = "dev/aos/it/fixture/backend/Shapes";
  private static final String OBJECT = "java/lang/Object";
  private static final String CONSTRUCTOR = "<init>";

  private final Path folder;

  private GeneratedShapes(Path folder) {
    this.folder = folder;
  }

  /** A folder with all of them. */
  static Path create() throws IOException {
    GeneratedShapes shapes = new GeneratedShapes(Directories.create("shapes"));
    shapes.write(CALLEE, OBJECT, GeneratedShapes::wideMethods);
    shapes.supplier("Slots254", code -> wideCall(code, 254));
    shapes.supplier("Slots255", code -> wideCall(code, 255));
    shapes.supplier("NewWithoutDup", GeneratedShapes::newWithoutDup);
    shapes.supplier("NewAboveItsArgument", GeneratedShapes::newAboveItsArgument);
    shapes.supplier("NewInALocal", GeneratedShapes::newInLocal);
    return shapes.folder;
  }

  private static void wideMethods(ClassWriter writer) {
    for (int slots : new int[] {254, 255}) {
      MethodVisitor code =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "take" + slots, wide(slots), null, null);
      code.visitCode();
      code.visitVarInsn(Opcodes.LLOAD, 1);
      code.visitVarInsn(Opcodes.ILOAD, slots - 1);
      code.visitInsn(Opcodes.I2L);
      code.visitInsn(Opcodes.LADD);
      code.visitInsn(Opcodes.LRETURN);
      code.visitMaxs(4, slots);
      code.visitEnd();
    }
  }

  /** An int, a long, and ints. */
  private static String wide(int slots) {
    return "(IJ" + "I".repeat(slots - 3) + ")J";
  }

  private static void wideCall(MethodVisitor code, int slots) {
    code.visitInsn(Opcodes.ICONST_1);
    code.visitLdcInsn(10_000_000_000L);
    for (int i = 3; i < slots; i++) {
      code.visitIntInsn(Opcodes.SIPUSH, i);
    }
    code.visitMethodInsn(Opcodes.INVOKESTATIC, CALLEE, "take" + slots, wide(slots), false);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
  }

  private static void newWithoutDup(MethodVisitor code) {
    code.visitLdcInsn("dropped");
    code.visitTypeInsn(Opcodes.NEW, SHAPES);
    shapesArguments(code, Opcodes.ICONST_1);
  }

  private static void newAboveItsArgument(MethodVisitor code) {
    code.visitInsn(Opcodes.ICONST_2);
    code.visitTypeInsn(Opcodes.NEW, SHAPES);
    code.visitInsn(Opcodes.DUP_X1);
    code.visitInsn(Opcodes.SWAP);
    shapesArguments(code, Opcodes.NOP);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SHAPES, "state", "()I", false);
    boxed(code);
  }

  private static void newInLocal(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, SHAPES);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ASTORE, 1);
    shapesArguments(code, Opcodes.ICONST_3);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SHAPES, "state", "()I", false);
    boxed(code);
  }

  private static void shapesArguments(MethodVisitor code, int first) {
    code.visitInsn(first);
    code.visitInsn(Opcodes.LCONST_1);
    code.visitInsn(Opcodes.DCONST_1);
    code.visitLdcInsn("text");
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, SHAPES, CONSTRUCTOR, "(IJDLjava/lang/String;)V", false);
  }

  private static void boxed(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
  }

  /** A class whose {@code get()} gives what its code leaves on the stack. */
  private void supplier(String name, Consumer<MethodVisitor> body) throws IOException {
    write(
        CALLERS + name,
        OBJECT,
        writer -> {
          method(writer, CONSTRUCTOR, "()V", GeneratedShapes::superConstructor);
          method(
              writer,
              "get",
              "()Ljava/lang/Object;",
              code -> {
                body.accept(code);
                code.visitInsn(Opcodes.ARETURN);
              });
        });
  }

  /** Writes the body of a constructor that only calls {@code Object}'s. */
  static void superConstructor(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, CONSTRUCTOR, "()V", false);
    code.visitInsn(Opcodes.RETURN);
  }

  /** Writes a public method; the writer computes its maximums. */
  static void method(
      ClassWriter writer, String name, String descriptor, Consumer<MethodVisitor> body) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
    code.visitCode();
    body.accept(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void write(String name, String superName, Consumer<ClassWriter> members)
      throws IOException {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {Type.getInternalName(java.util.function.Supplier.class)};
    boolean isCaller = name.startsWith(CALLERS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, superName, isCaller ? interfaces : null);
    members.accept(writer);
    writer.visitEnd();
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
  }
}
