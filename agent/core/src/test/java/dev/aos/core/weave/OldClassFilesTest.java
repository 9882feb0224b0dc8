package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files of version 50 are raised, if they verify without the old verifier's help. */
class OldClassFilesTest {

  private static final String NO_INVOKEDYNAMIC = "class file version 50 has no invokedynamic";
  private static final String STRING = "()Ljava/lang/String;";

  static TestRules rules() {
    return TestRules.rules().eventLoop("com.acme.**").offload("com.acme.api.Files.*");
  }

  /** A call that the rules mean. */
  static void read(MethodVisitor code) {
    code.visitLdcInsn("x");
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "com/acme/api/Files",
        "read",
        "(Ljava/lang/String;)Ljava/lang/String;",
        false);
  }

  /** Reads in a loop that runs once; frames as given. */
  private static Consumer<MethodVisitor> readInLoop(boolean withFrames) {
    return code -> {
      Label head = new Label();
      Label end = new Label();
      code.visitInsn(Opcodes.ACONST_NULL);
      code.visitVarInsn(Opcodes.ASTORE, 0);
      code.visitLabel(head);
      if (withFrames) {
        code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {"java/lang/String"}, 0, null);
      }
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitJumpInsn(Opcodes.IFNONNULL, end);
      read(code);
      code.visitVarInsn(Opcodes.ASTORE, 0);
      code.visitJumpInsn(Opcodes.GOTO, head);
      code.visitLabel(end);
      if (withFrames) {
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      }
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitInsn(Opcodes.ARETURN);
    };
  }

  private static GeneratedClass old(Consumer<MethodVisitor> run, Consumer<ClassWriter> others) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_6, Opcodes.ACC_PUBLIC, GeneratedClass.NAME, null, "java/lang/Object", null);
    GeneratedClass.method(writer, "run", STRING, 1, 1, run);
    others.accept(writer);
    writer.visitEnd();
    return GeneratedClass.of(writer);
  }

  private static void assertLeftAlone(GeneratedClass old, String reason) {
    Program program = Program.of(rules(), old);
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of(), program.calls());
    assertEquals(1, program.skipped().size());
    String skipped = program.skipped().get(0);
    assertTrue(skipped.startsWith("run: com.acme.api.Files.read: " + NO_INVOKEDYNAMIC), skipped);
    assertTrue(skipped.contains(reason), skipped);
  }

  @Test
  void class_with_frames_is_rewritten() {
    Program program = Program.of(rules(), old(readInLoop(true), writer -> {}));
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of("com.acme.api.Files.read"), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void class_that_needs_no_frames_is_rewritten() {
    GeneratedClass old =
        GeneratedClass.with(
            Opcodes.V1_6,
            STRING,
            1,
            0,
            code -> {
              read(code);
              code.visitInsn(Opcodes.ARETURN);
            });
    Program program = Program.of(rules(), old);
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of("com.acme.api.Files.read"), program.calls());
  }

  @Test
  void entry_gets_its_guard() {
    GeneratedClass old = old(readInLoop(true), OldClassFilesTest::addEntry);
    Program program = Program.of(TestRules.rules().entry("com.acme.web.Generated.onRead"), old);
    program.run("onRead");
    assertEquals(List.of("enter com.acme.web.Generated.onRead"), program.calls());
    assertEquals(List.of(), program.refused());
  }

  private static void addEntry(ClassWriter writer) {
    GeneratedClass.method(writer, "onRead", "()V", 0, 0, code -> code.visitInsn(Opcodes.RETURN));
  }

  @Test
  void class_without_the_frames_that_it_needs_is_left_alone() {
    assertLeftAlone(old(readInLoop(false), writer -> {}), "no stack map frame");
  }

  @Test
  void class_with_wrong_frames_in_another_method_is_left_alone() {
    Consumer<MethodVisitor> wrong =
        code -> {
          Label end = new Label();
          code.visitInsn(Opcodes.ICONST_0);
          code.visitJumpInsn(Opcodes.IFEQ, end);
          code.visitLabel(end);
          code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {Opcodes.INTEGER});
          code.visitInsn(Opcodes.RETURN);
        };
    assertLeftAlone(
        old(readInLoop(true), writer -> GeneratedClass.method(writer, "other", "()V", 1, 0, wrong)),
        "other()V: ");
  }

  @Test
  void class_with_a_subroutine_in_another_method_is_left_alone() {
    Consumer<MethodVisitor> subroutine =
        code -> {
          Label body = new Label();
          code.visitJumpInsn(Opcodes.JSR, body);
          code.visitInsn(Opcodes.RETURN);
          code.visitLabel(body);
          code.visitVarInsn(Opcodes.ASTORE, 0);
          code.visitVarInsn(Opcodes.RET, 0);
        };
    assertLeftAlone(
        old(
            readInLoop(true),
            writer -> GeneratedClass.method(writer, "other", "()V", 1, 1, subroutine)),
        "other()V: it has a subroutine");
  }

  @Test
  void class_initialiser_that_is_not_static_would_be_none_any_more() {
    assertLeftAlone(
        old(
            readInLoop(true),
            writer -> {
              MethodVisitor code = writer.visitMethod(0, "<clinit>", "()V", null, null);
              code.visitCode();
              code.visitInsn(Opcodes.RETURN);
              code.visitMaxs(0, 1);
              code.visitEnd();
            }),
        "its class initialiser is not static");
  }

  @Test
  void older_class_is_left_alone() {
    GeneratedClass old =
        GeneratedClass.with(
            Opcodes.V1_5,
            STRING,
            1,
            0,
            code -> {
              read(code);
              code.visitInsn(Opcodes.ARETURN);
            });
    Program program = Program.of(rules(), old);
    assertEquals("content of x", program.run("run"));
    assertEquals(
        List.of("run: com.acme.api.Files.read: class file version 49 has no invokedynamic"),
        program.skipped());
  }

  @Test
  void class_that_is_not_touched_keeps_its_version() {
    byte[] old = old(readInLoop(true), writer -> {}).bytes();
    WeaveResult result =
        Program.weaver(TestRules.rules().eventLoop("**").build(), new TestRegistry())
            .weave(OldClassFilesTest.class.getClassLoader(), null, old);
    assertEquals(new WeaveResult.Untouched(List.of(), List.of()), result);
    assertEquals(Opcodes.V1_6, ClassFiles.version(old));
  }
}
