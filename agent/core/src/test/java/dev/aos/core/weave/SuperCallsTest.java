package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.web.SuperCalls;
import dev.aos.core.match.TestRules;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** {@code super.} calls are rewritten, and still call what the class overrides. */
class SuperCallsTest {

  private static final String TEXT = "()Ljava/lang/String;";
  private static final String STREAM = "com/acme/api/Stream";

  /** By the class, and by its superclass. */
  private static final List<String> DESCRIBED_TWICE =
      Collections.nCopies(2, "com.acme.api.Stream.describe");

  private static final int SUPER = Opcodes.ACC_SUPER;
  private static final int V17 = Opcodes.V17;
  private static final String DESCRIBE = "com.acme.web.MiddleStream.describe";

  private final Program program =
      Program.of(rules("com.acme.api.**", "com.acme.web.MiddleStream.*"), SuperCalls.class);

  private static TestRules rules(String... calls) {
    return TestRules.rules().eventLoop("com.acme.web.**").offload(calls);
  }

  @Test
  void method_of_a_superclass() {
    assertEquals("my stream of text", program.run("ofSuperclass"));
    assertEquals(List.of(DESCRIBE), program.calls());
  }

  @Test
  void method_that_calls_super_and_is_called_by_super() {
    assertEquals("sub of my stream of text", program.run("bySubclass"));
    assertEquals(List.of(DESCRIBE), program.calls());
  }

  @Test
  void protected_method_of_another_package() {
    assertEquals("xt!?", program.run("ofProtected"));
    assertEquals(List.of("com.acme.web.MiddleStream.rest"), program.calls());
  }

  @Test
  void default_method_of_an_interface() {
    assertEquals("two: [n+n]", program.run("ofInterfaceDefault"));
    assertEquals(List.of("com.acme.api.Source.nextTwo"), program.calls());
  }

  @Test
  void default_method_called_by_an_interface_that_overrides_it_also_in_a_lambda() {
    assertEquals("[l+l][l+l]", program.run("inInterface"));
    assertEquals(Collections.nCopies(2, "com.acme.api.Source.nextTwo"), program.calls());
  }

  @Test
  void methods_of_object() {
    Program ofObject =
        Program.of(
            rules(
                "java.lang.Object.toString",
                "java.lang.Object.hashCode",
                "java.lang.Object.equals"),
            SuperCalls.class);
    assertEquals("true truetrue", ofObject.run("ofObject"));
    assertEquals(
        List.of(
            "java.lang.Object.toString", "java.lang.Object.hashCode", "java.lang.Object.equals"),
        ofObject.calls().stream().distinct().toList());
  }

  @Test
  void protected_method_of_object() {
    Program cloning = Program.of(rules("java.lang.Object.clone"), SuperCalls.class);
    assertEquals("copy of 3", cloning.run("ofObjectClone"));
    assertEquals(Collections.nCopies(2, "java.lang.Object.clone"), cloning.calls());
  }

  @Test
  void call_in_a_lambda() {
    assertEquals("lambda of stream of text", program.run("inLambda"));
    assertEquals(List.of(DESCRIBE), program.calls());
  }

  @Test
  void call_of_an_inner_class_through_an_accessor() {
    assertEquals("inner of stream of text", program.run("ofOuterClass"));
    assertEquals(List.of(DESCRIBE), program.calls());
  }

  @Test
  void variable_arguments() {
    assertEquals("3 parts of a2 parts of more", program.run("ofVariableArguments"));
    assertEquals(Collections.nCopies(2, "com.acme.web.MiddleStream.parts"), program.calls());
  }

  @Test
  void call_in_a_constructor_after_that_of_the_superclass() {
    assertEquals("stream of constructed", program.run("inConstructor"));
    assertEquals(List.of(DESCRIBE), program.calls());
  }

  @Test
  void class_above_the_direct_superclass_where_the_search_begins_all_the_same() {
    Program named = Program.of(rules("com.acme.api.Stream.describe"), calling(STREAM, SUPER, V17));
    assertEquals("my stream of protected", named.run("run"));
    assertEquals(DESCRIBED_TWICE, named.calls());
  }

  @Test
  void class_without_the_flag_that_the_oldest_compilers_did_not_set() {
    Program old = Program.of(rules("com.acme.api.Stream.describe"), calling(STREAM, 0, V17));
    assertEquals("my stream of protected", old.run("run"));
    assertEquals(DESCRIBED_TWICE, old.calls());
  }

  @Test
  void class_file_of_version_50() {
    Program old = Program.of(rules("com.acme.api.**"), calling(STREAM, SUPER, Opcodes.V1_6));
    assertEquals("my stream of protected", old.run("run"));
    assertEquals(DESCRIBED_TWICE, old.calls());
  }

  @Test
  void own_method_that_a_subclass_overrides() {
    GeneratedClass own = calling(GeneratedClass.NAME, SUPER, V17, SuperCallsTest::describe);
    Program program = Program.of(rules("com.acme.web.Generated.describe"), own);
    assertEquals("own", program.run("run"));
    assertEquals(List.of("com.acme.web.Generated.describe"), program.calls());
  }

  @Test
  void method_that_is_abstract_is_missed_where_it_is_called() {
    String owner = "com/acme/web/Unfinished";
    GeneratedClass unfinished = GeneratedClass.with(owner, SuperCallsTest::declareAbstract);
    Program program =
        Program.of(
            rules("com.acme.web.Unfinished.describe"),
            extending(owner, owner, SUPER, V17, writer -> {}),
            unfinished);
    assertEquals(AbstractMethodError.class, program.run("run").getClass());
  }

  @Test
  void class_that_is_no_supertype_is_left_to_the_jvm_to_refuse() {
    TestRules rules = rules("com.acme.api.Note.describe");
    GeneratedClass wrong = calling("com/acme/api/Note", SUPER, V17);
    WeaveResult result =
        Program.weaver(rules.build(), new TestRegistry())
            .weave(SuperCallsTest.class.getClassLoader(), wrong.internalName(), wrong.bytes());
    WeaveResult.Untouched untouched = assertInstanceOf(WeaveResult.Untouched.class, result);
    assertEquals(
        "invokespecial of a class that is no supertype: the JVM refuses it",
        untouched.skipped().get(0).reason());
  }

  /** A subclass of {@code ProtectedCalls} that calls a method {@code describe} by invokespecial. */
  private static GeneratedClass calling(String owner, int access, int version) {
    return calling(owner, access, version, writer -> {});
  }

  private static GeneratedClass calling(
      String owner, int access, int version, Consumer<ClassWriter> more) {
    return extending("com/acme/web/ProtectedCalls", owner, access, version, more);
  }

  private static GeneratedClass extending(
      String superName, String owner, int access, int version, Consumer<ClassWriter> more) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC | access, GeneratedClass.NAME, null, superName, null);
    more.accept(writer);
    constructor(writer, superName);
    instance(
        writer,
        "call",
        code -> {
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, owner, "describe", TEXT, false);
        });
    GeneratedClass.method(
        writer,
        "run",
        TEXT,
        2,
        0,
        code -> {
          code.visitTypeInsn(Opcodes.NEW, GeneratedClass.NAME);
          code.visitInsn(Opcodes.DUP);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, GeneratedClass.NAME, "<init>", "()V", false);
          code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GeneratedClass.NAME, "call", TEXT, false);
          code.visitInsn(Opcodes.ARETURN);
        });
    return GeneratedClass.of(writer);
  }

  private static void describe(ClassWriter writer) {
    instance(writer, "describe", code -> code.visitLdcInsn("own"));
  }

  private static void declareAbstract(ClassWriter writer) {
    constructor(writer, "java/lang/Object");
    writer.visit(
        V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
        "com/acme/web/Unfinished",
        null,
        "java/lang/Object",
        null);
    writer
        .visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "describe", TEXT, null, null)
        .visitEnd();
  }

  private static void constructor(ClassWriter writer, String superName) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }

  /** A method that returns what its code leaves on the stack. */
  private static void instance(ClassWriter writer, String name, Consumer<MethodVisitor> body) {
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, TEXT, null, null);
    code.visitCode();
    body.accept(code);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(1, 1);
    code.visitEnd();
  }
}
