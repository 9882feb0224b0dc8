package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The JVM calls them, but makes no method handle of them: such calls are left as they are. */
class MembersWithoutHandleTest {

  private static final String NO_ARRAY =
      "of variable arity without an array at the end: the JVM makes no handle of it";
  private static final String PARENT = "com/acme/web/Parent";
  private static final String CHILD = "com/acme/web/Child";

  private static TestRules offload(String... calls) {
    return TestRules.rules().eventLoop("com.acme.web.**").offload(calls);
  }

  /** {@code javac} appends captured variables to an anonymous class's constructor, flag and all. */
  @Test
  void method_of_variable_arity_whose_last_argument_is_no_array() {
    Program program = Program.of(offload("com.acme.web.Generated.sum"), withSum());
    assertEquals(3, program.run("run"));
    assertEquals(List.of(), program.calls());
    assertEquals(List.of("run: com.acme.web.Generated.sum: " + NO_ARRAY), program.skipped());
  }

  private static GeneratedClass withSum() {
    return GeneratedClass.with(
        GeneratedClass.NAME,
        writer -> {
          method(
              writer,
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VARARGS,
              "sum",
              "([II)I",
              code -> {
                code.visitInsn(Opcodes.ICONST_1);
                code.visitVarInsn(Opcodes.ILOAD, 1);
                code.visitInsn(Opcodes.IADD);
                code.visitInsn(Opcodes.IRETURN);
              });
          method(
              writer,
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
              "run",
              "()I",
              code -> {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitInsn(Opcodes.ICONST_2);
                code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, GeneratedClass.NAME, "sum", "([II)I", false);
                code.visitInsn(Opcodes.IRETURN);
              });
        });
  }

  @Test
  void constructor_of_variable_arity_whose_last_argument_is_no_array() {
    Program program = Program.of(offload("com.acme.web.Generated.new"), withConstructor());
    assertEquals("made", program.run("run"));
    assertEquals(List.of(), program.calls());
    assertEquals(List.of("run: com.acme.web.Generated.new: " + NO_ARRAY), program.skipped());
  }

  private static GeneratedClass withConstructor() {
    return GeneratedClass.with(
        GeneratedClass.NAME,
        writer -> {
          method(
              writer,
              Opcodes.ACC_PUBLIC | Opcodes.ACC_VARARGS,
              "<init>",
              "(Ljava/lang/String;)V",
              code -> {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(
                    Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                code.visitInsn(Opcodes.RETURN);
              });
          method(
              writer,
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
              "run",
              "()Ljava/lang/String;",
              code -> {
                code.visitTypeInsn(Opcodes.NEW, GeneratedClass.NAME);
                code.visitInsn(Opcodes.DUP);
                code.visitLdcInsn("made");
                code.visitMethodInsn(
                    Opcodes.INVOKESPECIAL,
                    GeneratedClass.NAME,
                    "<init>",
                    "(Ljava/lang/String;)V",
                    false);
                code.visitInsn(Opcodes.POP);
                code.visitLdcInsn("made");
                code.visitInsn(Opcodes.ARETURN);
              });
        });
  }

  @Test
  void entry_of_variable_arity_whose_last_argument_is_no_array() {
    Program program =
        Program.of(
            TestRules.rules().entry("com.acme.web.Generated.enter"),
            GeneratedClass.with(
                GeneratedClass.NAME,
                writer ->
                    method(
                        writer,
                        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_VARARGS,
                        "enter",
                        "(I)V",
                        code -> code.visitInsn(Opcodes.RETURN))));
    program.run("enter", 1);
    assertEquals(List.of(), program.calls());
    assertEquals(List.of("enter: " + NO_ARRAY), program.refused());
  }

  /** HotSpot takes {@code Object}'s for it, which is protected, if it makes a handle. */
  @Test
  void clone_that_an_interface_inherits_from_an_interface() {
    GeneratedClass parent = anInterface(PARENT, "java/lang/Cloneable", true);
    GeneratedClass child = anInterface(CHILD, PARENT, false);
    Program program = Program.of(offload("java.lang.Object+.clone"), withClone(), parent, child);
    assertEquals("cloned", program.run("ofChild"));
    assertEquals(List.of(), program.calls());
    assertEquals("cloned", program.run("ofParent"));
    assertEquals(List.of("com.acme.web.Parent.clone"), program.calls());
    assertEquals(
        List.of(
            "ofChild: com.acme.web.Child.clone: an interface inherits it, and the JVM would look"
                + " for Object's"),
        program.skipped());
  }

  private static GeneratedClass anInterface(String name, String parent, boolean declares) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
        name,
        null,
        "java/lang/Object",
        new String[] {parent});
    if (declares) {
      writer
          .visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
              "clone",
              "()Ljava/lang/Object;",
              null,
              null)
          .visitEnd();
    }
    return GeneratedClass.of(writer);
  }

  private static GeneratedClass withClone() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        GeneratedClass.NAME,
        null,
        "java/lang/Object",
        new String[] {CHILD});
    method(
        writer,
        Opcodes.ACC_PUBLIC,
        "<init>",
        "()V",
        code -> {
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
          code.visitInsn(Opcodes.RETURN);
        });
    method(
        writer,
        Opcodes.ACC_PUBLIC,
        "clone",
        "()Ljava/lang/Object;",
        code -> {
          code.visitLdcInsn("cloned");
          code.visitInsn(Opcodes.ARETURN);
        });
    calling(writer, "ofChild", CHILD);
    calling(writer, "ofParent", PARENT);
    return GeneratedClass.of(writer);
  }

  private static void calling(ClassWriter writer, String name, String owner) {
    method(
        writer,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
        name,
        "()Ljava/lang/Object;",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, GeneratedClass.NAME);
          code.visitInsn(Opcodes.DUP);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, GeneratedClass.NAME, "<init>", "()V", false);
          code.visitMethodInsn(
              Opcodes.INVOKEINTERFACE, owner, "clone", "()Ljava/lang/Object;", true);
          code.visitInsn(Opcodes.ARETURN);
        });
  }

  private static void method(
      ClassWriter writer,
      int access,
      String name,
      String descriptor,
      Consumer<MethodVisitor> code) {
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(3, 2);
    method.visitEnd();
  }
}
