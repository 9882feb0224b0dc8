package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class files of every version that this JVM takes. Of version 50 see {@link OldClassFilesTest}.
 */
class ClassFileVersionsTest {

  private static final String STRING = "()Ljava/lang/String;";

  /** 45 to 49: without stack maps, with subroutines. */
  static IntStream tooOld() {
    return IntStream.rangeClosed(45, Opcodes.V1_5);
  }

  static IntStream withInvokeDynamic() {
    int newestHere = Runtime.version().feature() + 44;
    return IntStream.rangeClosed(
        OldClassFiles.FIRST_VERSION, Math.min(newestHere, ClassFiles.NEWEST_VERSION));
  }

  /** What old compilers made of {@code try {..} finally {..}}. */
  private static final Consumer<MethodVisitor> READ_IN_A_SUBROUTINE =
      code -> {
        Label subroutine = new Label();
        code.visitJumpInsn(Opcodes.JSR, subroutine);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(subroutine);
        code.visitVarInsn(Opcodes.ASTORE, 1);
        OldClassFilesTest.read(code);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        code.visitVarInsn(Opcodes.RET, 1);
      };

  private static final Consumer<MethodVisitor> READ_IN_A_LOOP =
      code -> {
        Label head = new Label();
        code.visitLabel(head);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        OldClassFilesTest.read(code);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        code.visitJumpInsn(Opcodes.IFNULL, head);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ARETURN);
      };

  @ParameterizedTest
  @MethodSource("tooOld")
  void class_file_without_stack_maps_is_left_alone_with_the_reason(int version) {
    GeneratedClass old = GeneratedClass.with(version, STRING, 2, 2, READ_IN_A_SUBROUTINE);
    Program program = Program.of(OldClassFilesTest.rules(), old);
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of(), program.calls());
    assertEquals(
        List.of(
            "run: com.acme.api.Files.read: class file version "
                + version
                + " has no invokedynamic"),
        program.skipped());
  }

  @ParameterizedTest
  @MethodSource("withInvokeDynamic")
  void class_file_with_stack_maps_is_woven(int version) {
    GeneratedClass generated = GeneratedClass.with(version, STRING, 2, 1, READ_IN_A_LOOP);
    Program program = Program.of(OldClassFilesTest.rules(), generated);
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of("com.acme.api.Files.read"), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  private static void assertUntouched(ClassWriter writer, String name) {
    writer.visitEnd();
    WeaveResult result =
        Program.weaver(
                TestRules.rules()
                    .eventLoop("**")
                    .force("com.**", "java.**")
                    .entry("com.**")
                    .build(),
                new TestRegistry())
            .weave(ClassFileVersionsTest.class.getClassLoader(), name, writer.toByteArray());
    assertEquals(
        new WeaveResult.Untouched(List.of(), List.of()),
        assertInstanceOf(WeaveResult.Untouched.class, result));
  }

  @Test
  void module_is_untouched() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    var module = writer.visitModule("com.acme.web", 0, "1");
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, "17");
    module.visitUse("com/acme/api/Source");
    module.visitEnd();
    assertUntouched(writer, "module-info");
  }

  @Test
  void package_is_untouched() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC,
        "com/acme/web/package-info",
        null,
        "java/lang/Object",
        null);
    writer.visitAnnotation("Ljava/lang/Deprecated;", true).visitEnd();
    assertUntouched(writer, "com/acme/web/package-info");
  }
}
