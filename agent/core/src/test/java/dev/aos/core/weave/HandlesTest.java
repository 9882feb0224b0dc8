package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.TestRules;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Method handles in class files, in places where no compiler puts them. */
class HandlesTest {

  private static final String FILES = "com/acme/api/Files";
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final String READ_DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/String;";
  private static final Handle READ =
      new Handle(Opcodes.H_INVOKESTATIC, FILES, "read", READ_DESCRIPTOR, false);
  private static final Handle JOIN =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          FILES,
          "join",
          "(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
          false);

  static TestRules rules() {
    return TestRules.rules()
        .eventLoop("com.acme.web.**")
        .offload("com.acme.api.**", "com.acme.api.Note.new", "com.acme.web.Generated.wide");
  }

  static Program running(int maxStack, Consumer<MethodVisitor> code) {
    return Program.of(rules(), GeneratedClass.withRun(maxStack, 0, code));
  }

  private static void invoke(MethodVisitor code, String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METHOD_HANDLE, method, descriptor, false);
  }

  static void assertRun(Program program, String result, String... calls) {
    assertEquals(result, program.run("run"));
    assertEquals(List.of(calls), program.calls());
  }

  @Test
  void loaded_handle_of_a_static_method() {
    Program program =
        running(
            2,
            code -> {
              code.visitLdcInsn(READ);
              code.visitLdcInsn("x");
              invoke(code, "invokeExact", READ_DESCRIPTOR);
              code.visitInsn(Opcodes.ARETURN);
            });
    assertRun(program, "content of x", "com.acme.api.Files.read");
  }

  @Test
  void loaded_handle_of_a_method_with_variable_arguments_collects_them() {
    Program program =
        running(
            4,
            code -> {
              code.visitLdcInsn(JOIN);
              code.visitLdcInsn("/");
              code.visitLdcInsn("a");
              code.visitLdcInsn("b");
              String collected = "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;)";
              invoke(code, "invoke", collected + "Ljava/lang/String;");
              code.visitInsn(Opcodes.ARETURN);
            });
    assertRun(program, "2/[a, b]", "com.acme.api.Files.join");
  }

  @Test
  void loaded_handle_of_a_constructor() {
    Handle create =
        new Handle(
            Opcodes.H_NEWINVOKESPECIAL,
            "com/acme/api/Note",
            "<init>",
            "(Ljava/lang/String;)V",
            false);
    Program program =
        running(
            2,
            code -> {
              code.visitLdcInsn(create);
              code.visitLdcInsn("x");
              invoke(code, "invokeExact", "(Ljava/lang/String;)Lcom/acme/api/Note;");
              toText(code);
            });
    assertRun(program, "note of x", "com.acme.api.Note.new");
  }

  @Test
  void loaded_handle_of_a_field_is_none_of_our_business() {
    Handle field =
        new Handle(Opcodes.H_GETSTATIC, "java/io/File", "separator", "Ljava/lang/String;", false);
    Program program =
        running(
            1,
            code -> {
              code.visitLdcInsn(field);
              invoke(code, "invokeExact", "()Ljava/lang/String;");
              code.visitInsn(Opcodes.ARETURN);
            });
    assertRun(program, File.separator);
  }

  @Test
  void only_the_handle_that_is_meant_is_rewritten() {
    Handle other =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/String",
            "valueOf",
            "(Ljava/lang/Object;)Ljava/lang/String;",
            false);
    Program program =
        running(
            2,
            code -> {
              code.visitLdcInsn("ordinary constant");
              code.visitInsn(Opcodes.POP);
              code.visitLdcInsn(other);
              code.visitInsn(Opcodes.POP);
              code.visitLdcInsn(READ);
              code.visitLdcInsn("x");
              invoke(code, "invokeExact", READ_DESCRIPTOR);
              code.visitLdcInsn(other);
              code.visitInsn(Opcodes.SWAP);
              invoke(code, "invokeExact", "(Ljava/lang/Object;)Ljava/lang/String;");
              code.visitInsn(Opcodes.ARETURN);
            });
    assertRun(program, "content of x", "com.acme.api.Files.read");
  }

  @Test
  void handle_in_the_arguments_of_a_dynamic_constant_is_left() {
    Handle invoke =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/ConstantBootstraps",
            "invoke",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                + "Ljava/lang/invoke/MethodHandle;[Ljava/lang/Object;)Ljava/lang/Object;",
            false);
    ConstantDynamic constant =
        new ConstantDynamic("constant", "Ljava/lang/String;", invoke, READ, "x");
    Program program =
        running(
            1,
            code -> {
              code.visitLdcInsn(constant);
              code.visitInsn(Opcodes.ARETURN);
            });
    assertRun(program, "content of x");
    assertEquals(
        List.of(
            "run: com.acme.api.Files.read: a method handle for"
                + " java.lang.invoke.ConstantBootstraps.invoke, which may ask what it stands for"),
        program.skipped());
  }

  @Test
  void handle_for_an_unknown_bootstrap_method_is_left() {
    GeneratedClass generated =
        GeneratedClass.with(
            GeneratedClass.NAME,
            writer -> {
              String descriptor =
                  "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                      + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;)"
                      + "Ljava/lang/invoke/CallSite;";
              GeneratedClass.method(writer, "link", descriptor, 3, 4, HandlesTest::link);
              GeneratedClass.method(
                  writer,
                  "run",
                  "()Ljava/lang/String;",
                  1,
                  0,
                  code -> {
                    code.visitLdcInsn("x");
                    Handle link =
                        new Handle(
                            Opcodes.H_INVOKESTATIC, GeneratedClass.NAME, "link", descriptor, false);
                    code.visitInvokeDynamicInsn("read", READ_DESCRIPTOR, link, READ);
                    code.visitInsn(Opcodes.ARETURN);
                  });
            });
    Program program = Program.of(rules(), generated);
    assertRun(program, "content of x");
    assertEquals(
        List.of(
            "run: com.acme.api.Files.read: a method handle for com.acme.web.Generated.link,"
                + " which may ask what it stands for"),
        program.skipped());
  }

  private static void link(MethodVisitor code) {
    String callSite = "java/lang/invoke/ConstantCallSite";
    code.visitTypeInsn(Opcodes.NEW, callSite);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ALOAD, 3);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, callSite, "<init>", "(Ljava/lang/invoke/MethodHandle;)V", false);
    code.visitInsn(Opcodes.ARETURN);
  }

  @Test
  void code_of_a_lambda_that_is_not_synthetic_is_no_call() {
    Handle lambda =
        new Handle(
            Opcodes.H_INVOKESTATIC, GeneratedClass.NAME, "run$lambda$0", READ_DESCRIPTOR, false);
    GeneratedClass generated =
        GeneratedClass.with(
            GeneratedClass.NAME,
            writer -> {
              GeneratedClass.method(
                  writer, "run$lambda$0", READ_DESCRIPTOR, 1, 1, HandlesTest::giveBack);
              GeneratedClass.method(
                  writer,
                  "run",
                  "()Ljava/lang/String;",
                  2,
                  0,
                  code -> {
                    code.visitLdcInsn(lambda);
                    code.visitLdcInsn("x");
                    invoke(code, "invokeExact", READ_DESCRIPTOR);
                    code.visitInsn(Opcodes.ARETURN);
                  });
            });
    Program program =
        Program.of(
            TestRules.rules().eventLoop("com.acme.web.**").offload("com.acme.web.Generated.run*"),
            generated);
    assertRun(program, "x");
    assertEquals(List.of(), program.skipped());
  }

  private static void giveBack(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.ARETURN);
  }

  static void toText(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }
}
