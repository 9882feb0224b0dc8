package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Handlers;
import dev.aos.core.match.TestRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.TraceClassVisitor;

/** Whatever is in a class file beside its code is in the woven one too. */
class WovenAttributesTest {

  private static final List<Weaving> WOVEN = new ArrayList<>();

  private int methods;
  private int guarded;

  private static TestRules rules() {
    return MassWeavingTest.broadRules()
        .offload("com.acme.**", "com.acme.api.Note.new")
        .entry("com.acme.web.Handlers.on*")
        .entry("com.acme.web.Guarded.on*")
        .entryWithResult("com.acme.web.Loops.on*")
        .shutdown("com.acme.web.Loops.end");
  }

  @BeforeAll
  static void weave() throws IOException {
    List<byte[]> classes = new ArrayList<>(RealClasses.ofPackage(Handlers.class));
    classes.addAll(RealClasses.ofLibraries());
    classes.addAll(RealClasses.ofJdk());
    for (byte[] classFile : classes) {
      Weaving weaving = Weaving.of(rules(), classFile);
      if (!weaving.plan().methods().isEmpty()) {
        WOVEN.add(weaving);
      }
    }
    assertTrue(WOVEN.size() > 700, WOVEN.size() + " classes");
  }

  @AfterAll
  static void forget() {
    WOVEN.clear();
  }

  @Test
  void declarations_and_their_attributes_are_the_same() {
    for (Weaving weaving : WOVEN) {
      String original = textWithoutCode(weaving.original());
      assertEquals(original, textWithoutCode(weaving.woven()));
    }
  }

  private static String textWithoutCode(byte[] classFile) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, ClassReader.SKIP_CODE);
    StringWriter text = new StringWriter();
    type.accept(new TraceClassVisitor(new PrintWriter(text)));
    return text.toString();
  }

  @Test
  void tables_of_lines_variables_and_annotations_are_the_same() {
    for (Weaving weaving : WOVEN) {
      for (MethodPlan plan : weaving.plan().methods()) {
        compareTables(weaving, plan);
      }
    }
    assertTrue(methods > 4_000, methods + " methods");
    assertTrue(guarded > 500, guarded + " methods with a guard");
  }

  private void compareTables(Weaving weaving, MethodPlan plan) {
    String where = weaving.plan().declarations().name() + "." + plan.name() + plan.descriptor();
    MethodNode original = find(weaving.original(), plan);
    MethodNode woven = find(weaving.woven(), plan);
    int guard = guardInstructions(weaving, plan);
    CodeTables before = new CodeTables(original, 0, List.of());
    CodeTables after = new CodeTables(woven, guard, plan.epilogues().values());
    assertEquals(before.lines(), after.lines(), where);
    assertEquals(before.variables(), after.variables(), where);
    assertEquals(before.annotations(), after.annotations(), where);
    methods++;
    if (guard > 0) {
      guarded++;
      checkArguments(original, before, woven, after, where);
    }
  }

  /** A debugger that stops at the first line stops in the guard. */
  private static void checkArguments(
      MethodNode original, CodeTables before, MethodNode woven, CodeTables after, String where) {
    if (original.localVariables != null) {
      for (int i = 0; i < original.localVariables.size(); i++) {
        LocalVariableNode variable = woven.localVariables.get(i);
        assertEquals(
            before.isKnownFromTheStart(original.localVariables.get(i)),
            after.isKnownFromTheStart(variable),
            where + ": " + variable.name);
      }
    }
  }

  private static MethodNode find(byte[] classFile, MethodPlan plan) {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, 0);
    for (MethodNode method : type.methods) {
      if (method.name.equals(plan.name()) && method.desc.equals(plan.descriptor())) {
        return method;
      }
    }
    throw new AssertionError(plan);
  }

  private static int guardInstructions(Weaving weaving, MethodPlan plan) {
    MethodNode guards = new MethodNode();
    if (plan.hasEntryGuard()) {
      MethodGuard.ofEntry(plan)
          .write(guards, weaving.plan().declarations(), RecordingBootstrap.BOOTSTRAP.entry(), 0);
    }
    if (plan.shutdown().isPresent()) {
      MethodGuard.ofShutdown(plan)
          .write(guards, weaving.plan().declarations(), RecordingBootstrap.BOOTSTRAP.entry(), 0);
    }
    return CodeTables.instructions(guards);
  }

  @Test
  void constants_are_the_same_and_new_ones_come_behind_them() {
    for (Weaving weaving : WOVEN) {
      ClassReader original = new ClassReader(weaving.original());
      ClassReader changed = new ClassReader(weaving.woven());
      assertTrue(changed.getItemCount() >= original.getItemCount());
      int end = original.getItem(original.getItemCount() - 1);
      assertArrayEquals(
          Arrays.copyOfRange(weaving.original(), 10, end),
          Arrays.copyOfRange(weaving.woven(), 10, end),
          original.getClassName());
    }
  }

  @Test
  void attributes_that_nobody_knows_are_kept_byte_for_byte() {
    GeneratedClass generated = withUnknownAttributes();
    Weaving weaving =
        Weaving.of(TestRules.rules().offload("com.acme.api.Files.touch"), generated.bytes());
    assertEquals(1, weaving.plan().methods().size());
    for (String place : List.of("of the class", "of the field", "of the method", "of the code")) {
      byte[] content = new Unknown(place).content;
      assertEquals(1, count(content, weaving.original()), place);
      assertEquals(1, count(content, weaving.woven()), place);
    }
  }

  private static int count(byte[] part, byte[] whole) {
    int count = 0;
    for (int i = 0; i + part.length <= whole.length; i++) {
      count += Arrays.equals(part, Arrays.copyOfRange(whole, i, i + part.length)) ? 1 : 0;
    }
    return count;
  }

  private static GeneratedClass withUnknownAttributes() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, GeneratedClass.NAME, null, "java/lang/Object", null);
    writer.visitAttribute(new Unknown("of the class"));
    FieldVisitor field = writer.visitField(Opcodes.ACC_PUBLIC, "field", "I", null, null);
    field.visitAttribute(new Unknown("of the field"));
    field.visitEnd();
    MethodVisitor code =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
    code.visitAttribute(new Unknown("of the method"));
    code.visitCode();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "com/acme/api/Files", "touch", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitAttribute(
        new Unknown("of the code") {
          @Override
          public boolean isCodeAttribute() {
            return true;
          }
        });
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return GeneratedClass.of(writer);
  }

  /** An attribute that ASM does not know. */
  private static class Unknown extends Attribute {

    private final byte[] content;

    Unknown(String place) {
      super("com.acme.Unknown");
      this.content = ("attribute " + place).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    protected org.objectweb.asm.ByteVector write(
        ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
      return new org.objectweb.asm.ByteVector().putByteArray(content, 0, content.length);
    }
  }
}
