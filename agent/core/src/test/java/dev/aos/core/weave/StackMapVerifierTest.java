package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Constructors;
import com.acme.web.StaticCalls;
import dev.aos.core.match.ClassFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes that the JVM takes pass; ones whose stack maps are wrong do not. */
class StackMapVerifierTest {

  private static final Optional<String> NOTHING = Optional.empty();

  private static Optional<String> complaint(byte[] classFile) {
    return StackMapVerifier.complaint(new ClassReader(classFile), Weaving.hierarchyFor(classFile));
  }

  private static void assertComplaint(String expected, byte[] classFile) {
    Optional<String> complaint = complaint(classFile);
    assertTrue(complaint.isPresent() && complaint.get().contains(expected), complaint::toString);
  }

  @Test
  void every_real_class_passes() throws IOException {
    List<byte[]> classes = new ArrayList<>(RealClasses.ofJdk());
    classes.addAll(RealClasses.ofLibraries());
    int checked = 0;
    for (byte[] classFile : classes) {
      if (ClassFiles.version(classFile) >= Opcodes.V1_6) {
        assertEquals(NOTHING, complaint(classFile), new ClassReader(classFile).getClassName());
        checked++;
      }
    }
    assertTrue(checked > 700, checked + " classes");
  }

  private static byte[] broken(Class<?> type, String method, UnaryOperator<MethodVisitor> breaker) {
    return Breakage.inMethod(OldStyle.bytes(type), method, breaker);
  }

  @Test
  void wrong_local_in_a_frame() {
    assertComplaint(
        "where the frame says", broken(StaticCalls.class, "inLoopHead", Breakage::wrongLocals));
  }

  @Test
  void branch_without_a_frame() {
    assertComplaint(
        "no stack map frame", broken(StaticCalls.class, "inLoopHead", Breakage::noFrames));
  }

  @Test
  void exception_handler_without_a_frame() {
    assertComplaint(
        "no stack map frame", broken(StaticCalls.class, "inTryAndCatch", Breakage::noFrames));
  }

  @Test
  void stack_that_is_too_shallow() {
    assertTrue(
        complaint(broken(Constructors.class, "deepInExpression", Breakage::shallowStack))
            .isPresent());
  }

  private static byte[] generated(int maxStack, int maxLocals, Consumer<MethodVisitor> code) {
    return GeneratedClass.with(Opcodes.V1_6, "(I)V", maxStack, maxLocals, code).bytes();
  }

  @Test
  void local_that_one_way_into_a_frame_does_not_set() {
    assertComplaint(
        "local 1",
        generated(
            1,
            2,
            code -> {
              Label join = new Label();
              code.visitVarInsn(Opcodes.ILOAD, 0);
              code.visitJumpInsn(Opcodes.IFEQ, join);
              code.visitInsn(Opcodes.ICONST_1);
              code.visitVarInsn(Opcodes.ISTORE, 1);
              code.visitLabel(join);
              code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
              code.visitInsn(Opcodes.RETURN);
            }));
  }

  @Test
  void local_that_changes_its_type_under_an_exception_handler() {
    assertComplaint(
        "local 0",
        generated(
            1,
            1,
            code -> {
              Label start = new Label();
              Label handler = new Label();
              code.visitTryCatchBlock(start, handler, handler, null);
              code.visitLabel(start);
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitVarInsn(Opcodes.ASTORE, 0);
              code.visitInsn(Opcodes.RETURN);
              code.visitLabel(handler);
              code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
              code.visitInsn(Opcodes.ATHROW);
            }));
  }

  @Test
  void exception_handler_that_says_it_gets_something_else() {
    assertComplaint(
        "does not take",
        generated(
            1,
            1,
            code -> {
              Label start = new Label();
              Label handler = new Label();
              code.visitTryCatchBlock(start, handler, handler, "java/lang/Error");
              code.visitLabel(start);
              code.visitInsn(Opcodes.RETURN);
              code.visitLabel(handler);
              code.visitFrame(
                  Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/RuntimeException"});
              code.visitInsn(Opcodes.ATHROW);
            }));
  }

  @Test
  void uninitialised_object_where_a_frame_says_it_is_made() {
    assertComplaint(
        "stack",
        generated(
            3,
            1,
            code -> {
              Label join = new Label();
              code.visitTypeInsn(Opcodes.NEW, "java/lang/Object");
              code.visitVarInsn(Opcodes.ILOAD, 0);
              code.visitJumpInsn(Opcodes.IFEQ, join);
              code.visitLabel(join);
              code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
              code.visitInsn(Opcodes.POP);
              code.visitInsn(Opcodes.RETURN);
            }));
  }

  @Test
  void code_behind_a_return_without_a_frame() {
    assertComplaint(
        "behind a jump",
        generated(
            1,
            1,
            code -> {
              code.visitInsn(Opcodes.RETURN);
              code.visitInsn(Opcodes.RETURN);
            }));
  }

  @Test
  void subroutine() {
    assertComplaint(
        "subroutine",
        generated(
            1,
            2,
            code -> {
              Label body = new Label();
              code.visitJumpInsn(Opcodes.JSR, body);
              code.visitInsn(Opcodes.RETURN);
              code.visitLabel(body);
              code.visitVarInsn(Opcodes.ASTORE, 1);
              code.visitVarInsn(Opcodes.RET, 1);
            }));
  }
}
