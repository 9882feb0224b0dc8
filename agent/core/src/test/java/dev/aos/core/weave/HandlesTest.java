package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.TestRules;
import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

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
  private static final Handle METAFACTORY =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/invoke/LambdaMetafactory",
          "metafactory",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private static TestRules rules() {
    return TestRules.rules()
        .eventLoop("com.acme.web.**")
        .offload("com.acme.api.**", "com.acme.api.Note.new", "com.acme.web.Generated.wide");
  }

  private static Program running(int maxStack, Consumer<MethodVisitor> code) {
    return Program.of(rules(), GeneratedClass.withRun(maxStack, 0, code));
  }

  private static void invoke(MethodVisitor code, String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, METHOD_HANDLE, method, descriptor, false);
  }

  private static void assertRun(Program program, String result, String... calls) {
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

  @Test
  void reference_with_several_captured_values() {
    Type read = Type.getMethodType("()Ljava/lang/Object;");
    Program program =
        running(
            4,
            code -> {
              code.visitLdcInsn(2.5);
              code.visitLdcInsn(5.0);
              code.visitInvokeDynamicInsn(
                  "get",
                  "(DD)Ljava/util/function/Supplier;",
                  METAFACTORY,
                  read,
                  new Handle(Opcodes.H_INVOKESTATIC, FILES, "ratio", "(DD)D", false),
                  Type.getMethodType("()Ljava/lang/Double;"));
              code.visitMethodInsn(
                  Opcodes.INVOKEINTERFACE,
                  "java/util/function/Supplier",
                  "get",
                  "()Ljava/lang/Object;",
                  true);
              toText(code);
            });
    assertRun(program, "0.5", "com.acme.api.Files.ratio");
  }

  @Test
  void reference_to_a_handle_of_a_superclass_method_is_left_to_the_jdk() {
    Handle describe =
        new Handle(
            Opcodes.H_INVOKESPECIAL,
            "com/acme/api/Stream",
            "describe",
            "()Ljava/lang/String;",
            false);
    GeneratedClass generated =
        GeneratedClass.with(
            GeneratedClass.NAME,
            writer -> {
              GeneratedClass.method(
                  writer, "run", "()Ljava/lang/String;", 1, 0, HandlesTest::giveText);
              GeneratedClass.method(
                  writer, "never", "()Ljava/lang/String;", 1, 0, code -> reference(code, describe));
            });
    Program program = Program.of(rules(), generated);
    program.run("run");
    assertEquals(
        List.of(
            "never: com.acme.api.Stream.describe: a handle of a superclass's method, which the JDK"
                + " can't call"),
        program.skipped());
  }

  @Test
  void reference_with_more_than_24_arguments_is_left() {
    assertRun(wideReference(24), "wide", "com.acme.web.Generated.wide");
    Program tooMany = wideReference(25);
    assertRun(tooMany, "wide");
    assertEquals(
        List.of(
            "run: com.acme.web.Generated.wide: 25 arguments, more than the 24 possible in a method"
                + " reference"),
        tooMany.skipped());
  }

  /** A reference to a method with so many arguments, by an interface that has such a method. */
  private static Program wideReference(int arguments) {
    String descriptor =
        "(" + String.join("", Collections.nCopies(arguments, "J")) + ")Ljava/lang/String;";
    String wide = "com/acme/web/Wide";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
        wide,
        null,
        "java/lang/Object",
        null);
    writer
        .visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "call", descriptor, null, null)
        .visitEnd();
    GeneratedClass caller =
        GeneratedClass.with(
            GeneratedClass.NAME,
            methods -> {
              GeneratedClass.method(
                  methods,
                  "wide",
                  descriptor,
                  1,
                  2 * arguments,
                  code -> {
                    code.visitLdcInsn("wide");
                    code.visitInsn(Opcodes.ARETURN);
                  });
              GeneratedClass.method(
                  methods,
                  "run",
                  "()Ljava/lang/String;",
                  1 + 2 * arguments,
                  0,
                  code -> {
                    code.visitInvokeDynamicInsn(
                        "call",
                        "()L" + wide + ";",
                        METAFACTORY,
                        Type.getMethodType(descriptor),
                        new Handle(
                            Opcodes.H_INVOKESTATIC, GeneratedClass.NAME, "wide", descriptor, false),
                        Type.getMethodType(descriptor));
                    for (int i = 0; i < arguments; i++) {
                      code.visitInsn(Opcodes.LCONST_1);
                    }
                    code.visitMethodInsn(Opcodes.INVOKEINTERFACE, wide, "call", descriptor, true);
                    code.visitInsn(Opcodes.ARETURN);
                  });
            });
    return Program.of(rules(), caller, GeneratedClass.of(writer));
  }

  private static void reference(MethodVisitor code, Handle method) {
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInvokeDynamicInsn(
        "get",
        "(Lcom/acme/web/Generated;)Ljava/util/function/Supplier;",
        METAFACTORY,
        Type.getMethodType("()Ljava/lang/Object;"),
        method,
        Type.getMethodType("()Ljava/lang/String;"));
    toText(code);
  }

  private static void giveText(MethodVisitor code) {
    code.visitLdcInsn("text");
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void giveBack(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static void toText(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
    code.visitInsn(Opcodes.ARETURN);
  }
}
