package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.TestRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.ClassNode;

/**
 * The compiler gives the annotated types of a lambda's variables to the class initialiser around it
 * too, with the ranges of the lambda's code; those may begin and end within an instruction.
 */
class MisplacedAnnotationsTest {

  private static final String TOUCH = "com.acme.api.Files.touch";
  private static final int IN_CODE = 3;
  private static final int WITHIN_INSTRUCTION = 4;

  private static TestRules rules() {
    return TestRules.rules().eventLoop("**").offload(TOUCH);
  }

  @Test
  void a_range_that_ends_within_an_instruction_is_left_out_and_the_class_is_woven() {
    GeneratedClass generated = annotated(WITHIN_INSTRUCTION);
    Program program = Program.of(rules(), generated);
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(0, annotations(Weaving.of(rules(), generated.bytes()).woven()));
  }

  @Test
  void a_range_of_the_code_is_kept() {
    GeneratedClass generated = annotated(IN_CODE);
    Program program = Program.of(rules(), generated);
    program.run("run");
    assertEquals(List.of(TOUCH), program.calls());
    assertEquals(1, annotations(Weaving.of(rules(), generated.bytes()).woven()));
  }

  /** With an annotation of a variable's type, from the start over so many bytes. */
  private static GeneratedClass annotated(int length) {
    GeneratedClass generated = GeneratedClass.withRun(2, 1, MisplacedAnnotationsTest::write);
    byte[] bytes = generated.bytes();
    bytes[lengthAt(bytes)] = (byte) length;
    return new GeneratedClass(generated.internalName(), bytes);
  }

  private static void write(MethodVisitor code) {
    Label start = new Label();
    Label end = new Label();
    code.visitLabel(start);
    code.visitIntInsn(Opcodes.SIPUSH, 1000);
    code.visitLabel(end);
    code.visitIntInsn(Opcodes.SIPUSH, 1000);
    code.visitInsn(Opcodes.POP2);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/api/Files", "touch", "()V", false);
    code.visitLdcInsn("done");
    code.visitInsn(Opcodes.ARETURN);
    code.visitLocalVariableAnnotation(
        TypeReference.newTypeReference(TypeReference.LOCAL_VARIABLE).getValue(),
        null,
        new Label[] {start},
        new Label[] {end},
        new int[] {0},
        "Lcom/acme/Sample;",
        true);
  }

  /** Where the low byte of the range's length stands: JVMS 4.7.20.1, localvar_target. */
  private static int lengthAt(byte[] classFile) {
    // target_type, table_length = 1, start_pc = 0, length = 3, index = 0
    byte[] target = {TypeReference.LOCAL_VARIABLE, 0, 1, 0, 0, 0, IN_CODE, 0, 0};
    for (int at = 0; at < classFile.length - target.length; at++) {
      int same = 0;
      while (same < target.length && classFile[at + same] == target[same]) {
        same++;
      }
      if (same == target.length) {
        return at + 6;
      }
    }
    throw new AssertionError("no such annotation");
  }

  private static int annotations(byte[] classFile) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, 0);
    return type.methods.get(0).visibleLocalVariableAnnotations == null
        ? 0
        : type.methods.get(0).visibleLocalVariableAnnotations.size();
  }
}
