package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Constructors;
import com.acme.web.Subclass;
import dev.aos.core.match.TestRules;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which constructor calls are rewritten, and which are not. */
class ConstructorCallsTest {

  private static final String NEW = "com.acme.api.Note.new";
  private static final String NOTE = "com/acme/api/Note";
  private static final String COPIED = "the new object is copied otherwise than by DUP after NEW";
  private static final String STRING = "java/lang/String";

  private final Program program = Program.of(rules(), Constructors.class);

  private static TestRules rules() {
    return TestRules.rules()
        .eventLoop("com.acme.web.**")
        .offload(NEW, "com.acme.web.Constructors$Nested.new");
  }

  @Test
  void new_object() {
    assertEquals("note of nothingnote of text", program.run("plain"));
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void new_objects_as_arguments_of_new_objects() {
    assertEquals("note of (note of (note of core))", program.run("nested"));
    assertEquals(List.of(NEW, NEW, NEW), program.calls());
  }

  @Test
  void arguments_of_two_slots() {
    assertEquals("7 and 0.5", program.run("longAndDouble"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void variable_arguments() {
    assertEquals("3 parts", program.run("variableArguments"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void object_that_is_dropped() {
    program.run("droppedResult");
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void branch_in_the_arguments_whose_frames_name_the_uninitialised_object() {
    assertEquals("note of positive", program.run("conditionalArgument", 1));
    assertEquals("note of note of other", program.run("conditionalArgument", -1));
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void switch_and_loop_in_the_arguments() {
    assertEquals("note of one", program.run("switchArgument", 1));
    assertEquals("note of note of two", program.run("switchArgument", 2));
    assertEquals("note of note of 0note of 1note of 2", program.run("switchArgument", 3));
    assertEquals(Collections.nCopies(4, NEW), program.calls());
  }

  @Test
  void deep_operand_stack_below_the_new_object() {
    program.run("deepInExpression", 3);
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void variable_that_holds_the_object_of_the_last_round() {
    program.run("inLoop");
    assertEquals(List.of(NEW, NEW, NEW), program.calls());
  }

  @Test
  void exception_from_the_constructor_is_the_same_object() {
    assertEquals("same", program.run("throwing"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void exception_from_an_argument() {
    assertEquals("numbernote of handler", program.run("argumentThatThrows"));
    assertEquals(List.of(NEW), program.calls());
  }

  @Test
  void new_objects_in_an_array() {
    program.run("inArray");
    assertEquals(List.of(NEW, NEW), program.calls());
  }

  @Test
  void private_constructor_of_a_nest_mate() {
    assertEquals("Nested[number=4]", program.run("privateOfNestMate"));
    assertEquals(List.of("com.acme.web.Constructors$Nested.new"), program.calls());
  }

  @Test
  void super_and_this_calls_are_left_but_not_what_is_created_in_their_arguments() {
    Program subclass = Program.of(rules(), Subclass.class);
    assertEquals("note of from super note of (note of (note of (3 and 1.0)))", subclass.run("run"));
    assertEquals(List.of(NEW, NEW, NEW), subclass.calls());
    String left = "<init>: " + NEW + ": this(..) or super(..), which creates no object";
    assertEquals(List.of(left, left), subclass.skipped());
  }

  @Test
  void new_without_dup_is_left() {
    assertLeft(
        "NEW without DUP: the new object is not used",
        code -> {
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          construct(code);
          returnText(code, "not used");
        });
  }

  @Test
  void new_with_dup_x1_and_swap_is_left() {
    assertLeft(
        COPIED,
        code -> {
          code.visitLdcInsn("below");
          code.visitTypeInsn(Opcodes.NEW, NOTE);
          code.visitInsn(Opcodes.DUP_X1);
          code.visitInsn(Opcodes.SWAP);
          code.visitInsn(Opcodes.POP);
          construct(code);
          returnDescription(code);
        });
  }

  @Test
  void new_object_that_was_stored_before_its_construction_is_left() {
    assertLeft(
        COPIED,
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

  private static void assertLeft(String reason, Consumer<MethodVisitor> code) {
    Program generated =
        Program.of(
            rules(),
            GeneratedClass.withRun(
                5,
                1,
                method -> {
                  method.visitInsn(Opcodes.ACONST_NULL);
                  method.visitVarInsn(Opcodes.ASTORE, 0);
                  code.accept(method);
                }));
    generated.run("run");
    assertEquals(List.of(), generated.calls());
    assertEquals(List.of("run: " + NEW + ": " + reason), generated.skipped());
  }

  /** Stack: uninitialized -> */
  private static void construct(MethodVisitor code) {
    code.visitLdcInsn("generated");
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, NOTE, "<init>", "(L" + STRING + ";)V", false);
  }

  /** Stack: object -> */
  private static void returnDescription(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()L" + STRING + ";", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void returnText(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    code.visitInsn(Opcodes.ARETURN);
  }
}
