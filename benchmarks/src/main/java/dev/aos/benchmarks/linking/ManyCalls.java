package dev.aos.benchmarks.linking;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Two generated classes: one with a method of each shape, every other one static, and an event-loop
 * class with many call sites of these methods. Shapes alternate, and the first of each comes before
 * the second of any.
 */
final class ManyCalls {
  private static final String CALLED = "dev/aos/benchmarks/backend/Shapes";
  private static final String CALLING = "dev/aos/benchmarks/woven/ManyCalls";

  private static final Type STRING = Type.getType(String.class);
  private static final Type OBJECT = Type.getType(Object.class);

  private static final List<Type> RESULTS =
      List.of(
          Type.VOID_TYPE,
          STRING,
          Type.INT_TYPE,
          Type.LONG_TYPE,
          Type.BOOLEAN_TYPE,
          Type.getType(byte[].class));

  private static final List<List<Type>> ARGUMENTS =
      List.of(
          List.of(),
          List.of(STRING),
          List.of(Type.INT_TYPE),
          List.of(STRING, Type.INT_TYPE),
          List.of(Type.LONG_TYPE),
          List.of(STRING, STRING),
          List.of(OBJECT, Type.DOUBLE_TYPE),
          List.of(Type.getType(byte[].class), Type.INT_TYPE, Type.INT_TYPE),
          List.of(STRING, Type.LONG_TYPE, Type.BOOLEAN_TYPE),
          List.of(STRING, OBJECT, OBJECT, Type.FLOAT_TYPE));

  private final int sites;
  private final List<String> shapes;

  private ManyCalls(int sites, List<String> shapes) {
    this.sites = sites;
    this.shapes = shapes;
  }

  /** That many call sites of sixty shapes. */
  static ManyCalls ofAllShapes(int sites) {
    List<String> shapes = new ArrayList<>();
    for (List<Type> arguments : ARGUMENTS) {
      for (Type result : RESULTS) {
        shapes.add(Type.getMethodDescriptor(result, arguments.toArray(new Type[0])));
      }
    }
    return new ManyCalls(sites, shapes);
  }

  /** One call site, of another shape. */
  static ManyCalls ofOneShape() {
    return new ManyCalls(1, List.of(Type.getMethodDescriptor(OBJECT, OBJECT, OBJECT)));
  }

  String shape(int site) {
    int shape = site % shapes.size();
    return (isStatic(shape) ? "static " : "") + shapes.get(shape);
  }

  private static boolean isStatic(int shape) {
    return shape % 2 == 0;
  }

  /** An object of the event-loop class; {@code accept(n)} makes the call at site n. */
  IntConsumer load() throws ReflectiveOperationException {
    Loader loader = new Loader(ManyCalls.class.getClassLoader());
    loader.define(CALLED, called());
    return (IntConsumer) loader.define(CALLING, calling()).getDeclaredConstructor().newInstance();
  }

  private byte[] called() {
    ClassWriter writer = publicClass(CALLED);
    for (int shape = 0; shape < shapes.size(); shape++) {
      int access = Opcodes.ACC_PUBLIC | (isStatic(shape) ? Opcodes.ACC_STATIC : 0);
      MethodVisitor code =
          writer.visitMethod(access, "call" + shape, shapes.get(shape), null, null);
      code.visitCode();
      Type result = Type.getReturnType(shapes.get(shape));
      pushNothing(code, result);
      code.visitInsn(result.getOpcode(Opcodes.IRETURN));
      code.visitMaxs(0, 0);
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private byte[] calling() {
    ClassWriter writer = publicClass(CALLING, Type.getInternalName(IntConsumer.class));
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "accept", "(I)V", null, null);
    code.visitCode();
    Label[] labels = new Label[sites];
    for (int site = 0; site < sites; site++) {
      labels[site] = new Label();
    }
    Label end = new Label();
    code.visitTypeInsn(Opcodes.NEW, CALLED);
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, CALLED, "<init>", "()V", false);
    code.visitVarInsn(Opcodes.ASTORE, 2);
    code.visitVarInsn(Opcodes.ILOAD, 1);
    code.visitTableSwitchInsn(0, sites - 1, end, labels);
    for (int site = 0; site < sites; site++) {
      code.visitLabel(labels[site]);
      addCall(code, site % shapes.size());
      code.visitInsn(Opcodes.RETURN);
    }
    code.visitLabel(end);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void addCall(MethodVisitor code, int shape) {
    String descriptor = shapes.get(shape);
    if (!isStatic(shape)) {
      code.visitVarInsn(Opcodes.ALOAD, 2);
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      pushNothing(code, argument);
    }
    int opcode = isStatic(shape) ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL;
    code.visitMethodInsn(opcode, CALLED, "call" + shape, descriptor, false);
    int size = Type.getReturnType(descriptor).getSize();
    if (size > 0) {
      code.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  private static void pushNothing(MethodVisitor code, Type type) {
    switch (type.getSort()) {
      case Type.VOID -> {}
      case Type.LONG -> code.visitInsn(Opcodes.LCONST_0);
      case Type.DOUBLE -> code.visitInsn(Opcodes.DCONST_0);
      case Type.FLOAT -> code.visitInsn(Opcodes.FCONST_0);
      case Type.OBJECT, Type.ARRAY -> code.visitInsn(Opcodes.ACONST_NULL);
      default -> code.visitInsn(Opcodes.ICONST_0);
    }
  }

  private static ClassWriter publicClass(String name, String... interfaces) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", interfaces);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    return writer;
  }

  /** Gives the agent the class files that it looks for, as every loader does. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> files = new HashMap<>();

    Loader(ClassLoader parent) {
      super(parent);
    }

    Class<?> define(String internalName, byte[] file) {
      files.put(internalName + ".class", file);
      return defineClass(internalName.replace('/', '.'), file, 0, file.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] file = files.get(name);
      return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }
  }
}
