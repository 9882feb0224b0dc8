package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Initialiser;
import com.acme.web.Polymorphic;
import com.acme.web.ReceiverCalls;
import dev.aos.core.match.TestRules;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The calls that are left as they are, each with its reason. */
class LeftAloneTest {

  private static final String FILES = "com/acme/api/Files";
  private static final String READ_DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/String;";

  private static TestRules offload(String... calls) {
    return TestRules.rules().eventLoop("com.acme.web.**").offload(calls);
  }

  private static void assertSkipped(Program program, String... skipped) {
    assertEquals(List.of(skipped), program.skipped());
  }

  @Test
  void call_in_a_class_initialiser() {
    Program program = Program.of(offload("com.acme.api.Files.read"), Initialiser.class);
    assertEquals("content of constant", program.run("run"));
    assertEquals(List.of(), program.calls());
    assertSkipped(
        program,
        "<clinit>: com.acme.api.Files.read: a class initialiser can't wait for another thread");
  }

  @Test
  void array_receiver() {
    Program program =
        Program.of(
            offload("java.lang.Object.clone"),
            GeneratedClass.withRun(
                1,
                0,
                code -> {
                  code.visitInsn(Opcodes.ICONST_3);
                  code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
                  code.visitMethodInsn(
                      Opcodes.INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;", false);
                  code.visitInsn(Opcodes.POP);
                  code.visitLdcInsn("cloned");
                  code.visitInsn(Opcodes.ARETURN);
                }));
    program.run("run");
    assertSkipped(program, "run: [I.clone: the receiver is an array");
  }

  @Test
  void signature_polymorphic_call() {
    Program program =
        Program.of(
            offload(
                "java.lang.invoke.MethodHandle.invoke*", "java.lang.invoke.VarHandle.getAndAdd"),
            Polymorphic.class);
    assertEquals("exact text", program.run("invokeExact"));
    assertEquals("7", program.run("invoke"));
    assertEquals("text", program.run("invokeWithArguments"));
    assertEquals(List.of("java.lang.invoke.MethodHandle.invokeWithArguments"), program.calls());
    assertEquals("3 and 5", program.run("getAndAdd"));
    assertSkipped(
        program,
        "invokeExact: java.lang.invoke.MethodHandle.invokeExact: signature-polymorphic",
        "invoke: java.lang.invoke.MethodHandle.invoke: signature-polymorphic",
        "getAndAdd: java.lang.invoke.VarHandle.getAndAdd: signature-polymorphic");
  }

  @Test
  void result_type_of_another_package_that_is_not_public() {
    Program program = Program.of(offload("com.acme.api.Builder.*"), ReceiverCalls.class);
    assertEquals("builder of x", program.run("hiddenResultType"));
    assertEquals(List.of("com.acme.api.Builder.create"), program.calls());
    assertSkipped(
        program,
        "hiddenResultType: com.acme.api.Builder.add: com.acme.api.HiddenBuilder is not public,"
            + " and the rewritten call would access it");
  }

  @Test
  void argument_type_that_does_not_exist() {
    String owner = "com/acme/api/Optional";
    String descriptor = "(Lcom/acme/api/Missing;)I";
    GeneratedClass callee =
        GeneratedClass.with(
            owner,
            writer ->
                GeneratedClass.method(
                    writer,
                    "optional",
                    descriptor,
                    1,
                    1,
                    code -> {
                      code.visitInsn(Opcodes.ICONST_5);
                      code.visitInsn(Opcodes.IRETURN);
                    }));
    GeneratedClass caller =
        GeneratedClass.with(
            Opcodes.V17,
            "()I",
            1,
            0,
            code -> {
              code.visitInsn(Opcodes.ACONST_NULL);
              code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, "optional", descriptor, false);
              code.visitInsn(Opcodes.IRETURN);
            });
    Program program = Program.of(offload("com.acme.api.Optional.*"), caller, callee);
    assertEquals(5, program.run("run"));
    assertSkipped(
        program,
        "run: com.acme.api.Optional.optional: com.acme.api.Missing can't be found, and the"
            + " rewritten call would load it");
  }

  @Test
  void more_than_254_argument_slots() {
    Program most = Program.of(offload("com.acme.web.Generated.wide"), wideCall("J", 127));
    assertEquals(127, most.run("run"));
    assertEquals(List.of("com.acme.web.Generated.wide"), most.calls());
    Program tooMany = Program.of(offload("com.acme.web.Generated.wide"), wideCall("I", 255));
    assertEquals(255, tooMany.run("run"));
    assertSkipped(
        tooMany,
        "run: com.acme.web.Generated.wide: 255 argument slots, more than the 254 possible");
  }

  /** A call with so many longs or ints. */
  private static GeneratedClass wideCall(String type, int arguments) {
    boolean isLong = type.equals("J");
    String descriptor = "(" + type.repeat(arguments) + ")I";
    return GeneratedClass.with(
        GeneratedClass.NAME,
        writer -> {
          GeneratedClass.method(
              writer,
              "wide",
              descriptor,
              1,
              2 * arguments,
              code -> {
                code.visitIntInsn(Opcodes.SIPUSH, arguments);
                code.visitInsn(Opcodes.IRETURN);
              });
          GeneratedClass.method(
              writer,
              "run",
              "()I",
              2 * arguments,
              0,
              code -> {
                for (int i = 0; i < arguments; i++) {
                  code.visitInsn(isLong ? Opcodes.LCONST_1 : Opcodes.ICONST_1);
                }
                code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, GeneratedClass.NAME, "wide", descriptor, false);
                code.visitInsn(Opcodes.IRETURN);
              });
        });
  }

  @Test
  void oldest_class_file_with_invokedynamic_is_rewritten() {
    GeneratedClass old =
        GeneratedClass.with(Opcodes.V1_7, "()Ljava/lang/String;", 1, 0, LeftAloneTest::read);
    Program program = Program.of(offload("com.acme.api.Files.*"), old);
    assertEquals("content of x", program.run("run"));
    assertEquals(List.of("com.acme.api.Files.read"), program.calls());
  }

  @Test
  void class_file_with_subroutines() {
    Consumer<MethodVisitor> subroutine =
        code -> {
          Label body = new Label();
          code.visitJumpInsn(Opcodes.JSR, body);
          read(code);
          code.visitLabel(body);
          code.visitVarInsn(Opcodes.ASTORE, 0);
          code.visitVarInsn(Opcodes.RET, 0);
        };
    GeneratedClass old =
        GeneratedClass.with(Opcodes.V1_4, "()Ljava/lang/String;", 1, 1, subroutine);
    Program program = Program.of(offload("com.acme.api.Files.*"), old);
    assertEquals("content of x", program.run("run"));
    assertSkipped(
        program, "run: com.acme.api.Files.read: class file version 48 has no invokedynamic");
  }

  private static void read(MethodVisitor code) {
    code.visitLdcInsn("x");
    code.visitMethodInsn(Opcodes.INVOKESTATIC, FILES, "read", READ_DESCRIPTOR, false);
    code.visitInsn(Opcodes.ARETURN);
  }

  @Test
  void method_that_is_gone_is_missed_where_it_is_called() {
    Program program =
        Program.of(
            offload("com.acme.api.Files.*"),
            GeneratedClass.withRun(
                1,
                0,
                code -> {
                  code.visitMethodInsn(
                      Opcodes.INVOKESTATIC, FILES, "gone", "()Ljava/lang/String;", false);
                  code.visitInsn(Opcodes.ARETURN);
                }));
    assertEquals(NoSuchMethodError.class, program.run("run").getClass());
  }

  @Test
  void class_that_is_gone_is_missed_where_it_is_called() {
    Program program =
        Program.of(
            offload("com.acme.api.Gone.*"),
            GeneratedClass.withRun(
                1,
                0,
                code -> {
                  code.visitMethodInsn(
                      Opcodes.INVOKESTATIC,
                      "com/acme/api/Gone",
                      "read",
                      Type.getMethodDescriptor(Type.getType(String.class)),
                      false);
                  code.visitInsn(Opcodes.ARETURN);
                }));
    assertEquals(NoClassDefFoundError.class, program.run("run").getClass());
  }
}
