package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Constructor calls as other compilers make them: where the copies of the new object may lie. */
class ConstructorShapesTest {

  private static final String NEW = "com.acme.api.Note.new";
  private static final String NOTE = "com/acme/api/Note";
  private static final String COPIED = "copies of the new object lie deeper on the stack";
  private static final String STRING = "java/lang/String";

  private static TestRules rules() {
    return TestRules.rules().eventLoop("com.acme.web.**").offload(NEW);
  }

  @Test
  void new_without_dup_as_eclipse_makes_it() {
    assertWoven(
        "not used",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          construct(code);
          returnText(code, "not used");
        });
  }

  @Test
  void new_without_dup_above_a_value_that_stays() {
    assertWoven(
        "below",
        code -> {
          code.visitLdcInsn("below");
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          construct(code);
          code.visitInsn(Opcodes.ARETURN);
        });
  }

  @Test
  void new_without_dup_and_without_arguments() {
    assertWoven(
        "not used",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, NOTE, "<init>", "()V", false);
          returnText(code, "not used");
        });
  }

  @Test
  void argument_that_is_there_before_the_object_by_dup_x1_and_swap() {
    assertWoven(
        "note of first",
        code -> {
          code.visitLdcInsn("first");
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP_X1);
          code.visitInsn(Opcodes.SWAP);
          constructOfText(code);
          returnDescription(code);
        });
  }

  @Test
  void argument_of_two_slots_that_is_there_before_the_object_by_dup_x2() {
    assertWoven(
        "7 and 0.5",
        code -> {
          code.visitLdcInsn(7L);
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP_X2);
          code.visitInsn(Opcodes.DUP_X2);
          code.visitInsn(Opcodes.POP);
          code.visitLdcInsn(0.5);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, NOTE, "<init>", "(JD)V", false);
          returnDescription(code);
        });
  }

  @Test
  void object_that_is_stored_before_its_construction() {
    assertWoven(
        "note of generated",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP);
          code.visitInsn(Opcodes.DUP);
          code.visitVarInsn(Opcodes.ASTORE, 0);
          construct(code);
          code.visitInsn(Opcodes.POP);
          code.visitVarInsn(Opcodes.ALOAD, 0);
          returnDescription(code);
        });
  }

  @Test
  void object_that_is_in_locals_alone() {
    assertWoven(
        "truenote of generated",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP);
          code.visitVarInsn(Opcodes.ASTORE, 0);
          code.visitVarInsn(Opcodes.ASTORE, 1);
          code.visitVarInsn(Opcodes.ALOAD, 1);
          construct(code);
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitVarInsn(Opcodes.ALOAD, 1);
          returnWhetherSame(code);
        });
  }

  @Test
  void local_that_has_the_uninitialised_object_on_one_way_only_is_nobodys() {
    Consumer<MethodVisitor> code =
        method -> {
          Label created = new Label();
          Label together = new Label();
          method.visitLabel(created);
          method.visitTypeInsn(Opcodes.NEW, NOTE);
          method.visitInsn(Opcodes.DUP);
          method.visitInsn(Opcodes.DUP);
          method.visitVarInsn(Opcodes.ASTORE, 0);
          method.visitInsn(Opcodes.ACONST_NULL);
          method.visitJumpInsn(Opcodes.IFNULL, together);
          method.visitInsn(Opcodes.ACONST_NULL);
          method.visitVarInsn(Opcodes.ASTORE, 0);
          method.visitLabel(together);
          method.visitFrame(Opcodes.F_FULL, 0, new Object[0], 2, new Object[] {created, created});
          construct(method);
          returnDescription(method);
        };
    assertWoven("note of generated", code);
    MethodPlan plan = Weaving.of(rules(), generatedClass(code).bytes()).plan().methods().get(0);
    assertEquals(
        List.of(new ConstructorEpilogue(true, List.of())), List.copyOf(plan.epilogues().values()));
  }

  @Test
  void receiver_that_is_a_third_copy_is_left() {
    assertLeft(
        COPIED,
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP);
          code.visitInsn(Opcodes.DUP);
          construct(code);
          code.visitInsn(Opcodes.POP);
          returnDescription(code);
        });
  }

  @Test
  void receiver_without_the_object_below_it_is_left() {
    assertLeft(
        COPIED,
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP);
          code.visitLdcInsn("between");
          code.visitInsn(Opcodes.SWAP);
          // Stack: uninitialized, "between", uninitialized
          construct(code);
          code.visitInsn(Opcodes.POP);
          returnDescription(code);
        });
  }

  @Test
  void unreachable_code_is_left() {
    assertLeft(
        "unreachable code",
        code -> {
          returnText(code, "reached");
          Label dead = new Label();
          code.visitLabel(dead);
          code.visitFrame(Opcodes.F_FULL, 1, new Object[] {Opcodes.NULL}, 0, new Object[0]);
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP);
          construct(code);
          returnDescription(code);
        });
  }

  @Test
  void branches_to_two_constructors_of_one_new_are_both_rewritten() {
    Program generated =
        Program.of(
            rules(),
            GeneratedClass.withRun(
                4,
                1,
                code -> {
                  Label otherwise = new Label();
                  Label end = new Label();
                  Label created = new Label();
                  code.visitLabel(created);
                  code.visitTypeInsn(Opcodes.NEW, NOTE);
                  code.visitInsn(Opcodes.DUP);
                  code.visitInsn(Opcodes.ICONST_0);
                  code.visitJumpInsn(Opcodes.IFNE, otherwise);
                  code.visitMethodInsn(Opcodes.INVOKESPECIAL, NOTE, "<init>", "()V", false);
                  code.visitJumpInsn(Opcodes.GOTO, end);
                  code.visitLabel(otherwise);
                  code.visitFrame(
                      Opcodes.F_FULL, 0, new Object[0], 2, new Object[] {created, created});
                  construct(code);
                  code.visitLabel(end);
                  code.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {NOTE});
                  returnDescription(code);
                }));
    assertEquals("note of nothing", generated.run("run"));
    assertEquals(List.of(NEW), generated.calls());
    assertEquals(List.of(), generated.skipped());
  }

  private static void assertWoven(String result, Consumer<MethodVisitor> code) {
    Program generated = generated(code);
    assertEquals(result, generated.run("run"));
    assertEquals(List.of(NEW), generated.calls());
    assertEquals(List.of(), generated.skipped());
  }

  private static void assertLeft(String reason, Consumer<MethodVisitor> code) {
    Program generated = generated(code);
    generated.run("run");
    assertEquals(List.of(), generated.calls());
    assertEquals(List.of("run: " + NEW + ": " + reason), generated.skipped());
  }

  private static Program generated(Consumer<MethodVisitor> code) {
    return Program.of(rules(), generatedClass(code));
  }

  private static GeneratedClass generatedClass(Consumer<MethodVisitor> code) {
    return GeneratedClass.withRun(
        7,
        2,
        method -> {
          for (int local = 0; local < 2; local++) {
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitVarInsn(Opcodes.ASTORE, local);
          }
          code.accept(method);
        });
  }

  /** Stack: uninitialized -> */
  private static void construct(MethodVisitor code) {
    code.visitLdcInsn("generated");
    constructOfText(code);
  }

  /** Stack: uninitialized, text -> */
  private static void constructOfText(MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, NOTE, "<init>", "(L" + STRING + ";)V", false);
  }

  /** Stack: object -> */
  private static void returnDescription(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()L" + STRING + ";", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  /** Stack: object, object -> */
  private static void returnWhetherSame(MethodVisitor code) {
    code.visitInsn(Opcodes.DUP2);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "equals", "(Ljava/lang/Object;)Z", false);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, STRING, "valueOf", "(Z)L" + STRING + ";", false);
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()L" + STRING + ";", false);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, STRING, "concat", "(L" + STRING + ";)L" + STRING + ";", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void returnText(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    code.visitInsn(Opcodes.ARETURN);
  }
}
