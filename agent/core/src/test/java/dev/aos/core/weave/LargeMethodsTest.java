package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.core.match.TestRules;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A method that would get too large stays as it is; the rest of its class is woven. */
class LargeMethodsTest {

  private static final String TOUCH = "com.acme.api.Files.touch";
  private static final String NAME = GeneratedClass.NAME;
  private static final int LONGEST_JUMP = 32_767;

  private static TestRules rules() {
    return TestRules.rules().eventLoop("**").offload(TOUCH);
  }

  @Test
  void method_that_just_fits_into_64_kilobytes_is_woven() {
    Program program = program(filled(65_535 - 2 * 30, 30));
    program.run("run");
    assertEquals(Collections.nCopies(31, TOUCH), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void method_that_would_pass_64_kilobytes_is_left_and_the_others_are_woven() {
    Program program = program(filled(65_535 - 2 * 30 + 1, 30));
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(
        Collections.nCopies(
            30,
            "large: com.acme.api.Files.touch: the method is too large: it would have 65536 bytes"
                + " of code"),
        program.skipped());
  }

  @Test
  void jump_that_just_reaches_its_target_is_woven() {
    Program program = program(jumpOver(Opcodes.IFEQ, LONGEST_JUMP - 2 * 10, 10));
    program.run("run");
    assertEquals(Collections.nCopies(11, TOUCH), program.calls());
  }

  @Test
  void conditional_jump_that_would_get_too_long_leaves_its_method() {
    Program program = program(jumpOver(Opcodes.IFEQ, LONGEST_JUMP - 2 * 10 + 1, 10));
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(
        Collections.nCopies(
            10,
            "large: com.acme.api.Files.touch: the method is too large: a jump would have 32768"
                + " bytes"),
        program.skipped());
  }

  @Test
  void conditional_jump_backward_that_would_get_too_long_leaves_its_method() {
    Program program = program(jumpBack(LONGEST_JUMP - 2 * 10 + 1, 10));
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(10, program.skipped().size());
  }

  @Test
  void goto_that_gets_too_long_becomes_a_wide_one() {
    Program program = program(jumpOver(Opcodes.GOTO, LONGEST_JUMP, 10));
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void goto_that_is_wide_already_stays_one() {
    Program program = program(jumpOver(Opcodes.GOTO, 2 * LONGEST_JUMP - 40, 10));
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(List.of(), program.skipped());
  }

  @Test
  void unchanged_methods_stay_byte_for_byte() {
    GeneratedClass generated = generated(filled(65_535, 30));
    WeaveResult.Woven woven =
        (WeaveResult.Woven)
            Program.weaver(rules().build(), new TestRegistry())
                .weave(getClass().getClassLoader(), NAME, generated.bytes());
    Map<String, String> original = RawMethods.of(generated.bytes());
    assertEquals(original.get("large()V"), RawMethods.of(woven.bytes()).get("large()V"));
    assertEquals(1, woven.sites().size());
  }

  @Test
  void class_of_which_nothing_remains_is_untouched() {
    GeneratedClass generated = GeneratedClass.with(Opcodes.V17, "()V", 1, 0, filled(65_535, 30));
    WeaveResult.Untouched untouched =
        (WeaveResult.Untouched)
            Program.weaver(rules().build(), new TestRegistry())
                .weave(getClass().getClassLoader(), NAME, generated.bytes());
    assertEquals(30, untouched.skipped().size());
  }

  @Test
  void entry_that_would_get_too_large_is_refused() {
    TestRules rules = TestRules.rules().entry(NAME.replace('/', '.') + ".large");
    Program program = Program.of(rules, generated(filled(65_535, 0)));
    program.run("run");
    assertEquals(1, program.refused().size());
    String refused = program.refused().get(0);
    assertTrue(refused.contains("the method is too large: it would have 655"), refused);
  }

  @Test
  void nothing_of_a_method_that_is_left_is_registered_and_nothing_twice() {
    TestRegistry registry = new TestRegistry();
    TestRules rules = rules().entry(NAME.replace('/', '.') + ".large");
    Program.weaver(rules.build(), registry)
        .weave(getClass().getClassLoader(), NAME, generated(filled(65_535, 30)).bytes());
    assertEquals(List.of(TOUCH), registry.names());
  }

  private static Program program(Consumer<MethodVisitor> large) {
    return Program.of(rules(), generated(large));
  }

  /** A class with a method {@code large}, and one that calls it and has a call site of its own. */
  private static GeneratedClass generated(Consumer<MethodVisitor> large) {
    return GeneratedClass.with(
        NAME,
        (ClassWriter writer) -> {
          GeneratedClass.method(writer, "large", "()V", 1, 0, large);
          GeneratedClass.method(
              writer,
              "run",
              "()Ljava/lang/String;",
              1,
              0,
              code -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "large", "()V", false);
                fill(code, 3, 1);
                code.visitLdcInsn("done");
                code.visitInsn(Opcodes.ARETURN);
              });
        });
  }

  /** A method of so many bytes with so many call sites. */
  private static Consumer<MethodVisitor> filled(int size, int sites) {
    return code -> {
      fill(code, size - 1, sites);
      code.visitInsn(Opcodes.RETURN);
    };
  }

  /** A method with a jump of so many bytes over so many call sites. */
  private static Consumer<MethodVisitor> jumpOver(int opcode, int distance, int sites) {
    return code -> {
      Label start = new Label();
      Label end = new Label();
      if (opcode != Opcodes.GOTO) {
        code.visitInsn(Opcodes.ICONST_1);
      }
      code.visitJumpInsn(opcode, end);
      if (opcode == Opcodes.GOTO) {
        code.visitLabel(start);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      }
      fill(code, distance - 3, sites);
      code.visitLabel(end);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      code.visitInsn(Opcodes.RETURN);
    };
  }

  /** The same with a jump backward. */
  private static Consumer<MethodVisitor> jumpBack(int distance, int sites) {
    return code -> {
      Label start = new Label();
      code.visitLabel(start);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      fill(code, distance - 1, sites);
      code.visitInsn(Opcodes.ICONST_0);
      code.visitJumpInsn(Opcodes.IFNE, start);
      code.visitInsn(Opcodes.RETURN);
    };
  }

  private static void fill(MethodVisitor code, int size, int sites) {
    for (int i = 0; i < sites; i++) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/api/Files", "touch", "()V", false);
    }
    for (int i = 3 * sites; i < size; i++) {
      code.visitInsn(Opcodes.NOP);
    }
  }
}
