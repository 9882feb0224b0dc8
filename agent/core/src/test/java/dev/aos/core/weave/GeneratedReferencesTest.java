package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Method references as Java's compiler does not make them; of others see {@link ReferencesTest}.
 */
class GeneratedReferencesTest {

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

  @Test
  void reference_with_several_captured_values() {
    Type read = Type.getMethodType("()Ljava/lang/Object;");
    Program program =
        HandlesTest.running(
            4,
            code -> {
              code.visitLdcInsn(2.5);
              code.visitLdcInsn(5.0);
              code.visitInvokeDynamicInsn(
                  "get",
                  "(DD)Ljava/util/function/Supplier;",
                  METAFACTORY,
                  read,
                  new Handle(Opcodes.H_INVOKESTATIC, "com/acme/api/Files", "ratio", "(DD)D", false),
                  Type.getMethodType("()Ljava/lang/Double;"));
              code.visitMethodInsn(
                  Opcodes.INVOKEINTERFACE,
                  "java/util/function/Supplier",
                  "get",
                  "()Ljava/lang/Object;",
                  true);
              HandlesTest.toText(code);
            });
    HandlesTest.assertRun(program, "0.5", "com.acme.api.Files.ratio");
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
                  writer, "run", "()Ljava/lang/String;", 1, 0, GeneratedReferencesTest::giveText);
              GeneratedClass.method(
                  writer, "never", "()Ljava/lang/String;", 1, 0, code -> reference(code, describe));
            });
    Program program = Program.of(HandlesTest.rules(), generated);
    program.run("run");
    assertEquals(
        List.of(
            "never: com.acme.api.Stream.describe: a handle of a superclass's method, which the JDK"
                + " can't call"),
        program.skipped());
  }

  @Test
  void reference_with_more_than_24_arguments_is_left() {
    HandlesTest.assertRun(wideReference(24), "wide", "com.acme.web.Generated.wide");
    Program tooMany = wideReference(25);
    HandlesTest.assertRun(tooMany, "wide");
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
    return Program.of(HandlesTest.rules(), caller, GeneratedClass.of(writer));
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
    HandlesTest.toText(code);
  }

  private static void giveText(MethodVisitor code) {
    code.visitLdcInsn("text");
    code.visitInsn(Opcodes.ARETURN);
  }
}
