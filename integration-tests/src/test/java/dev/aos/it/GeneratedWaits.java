package dev.aos.it;

import dev.aos.it.fixture.waits.DurationWait;
import dev.aos.it.harness.Directories;
import dev.aos.it.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls of methods that the JDK of these tests need not have: classes of {@link DurationWait}. */
final class GeneratedWaits {

  private static final int HAS_SLEEP = 19;
  private static final int HAS_WAIT_FOR = 24;

  private static final String OBJECT = "java/lang/Object";
  private static final String DURATION = Type.getDescriptor(Duration.class);

  private final Path folder;
  private final List<String> names = new ArrayList<>();

  private GeneratedWaits(Path folder) {
    this.folder = folder;
  }

  /** Those that a JDK has. */
  static GeneratedWaits of(Jdk jdk) throws IOException {
    GeneratedWaits waits = new GeneratedWaits(Directories.create("waits"));
    if (jdk.feature() >= HAS_SLEEP) {
      waits.write("DurationSleep", GeneratedWaits::sleep);
    }
    if (jdk.feature() >= HAS_WAIT_FOR) {
      waits.write("DurationWaitFor", GeneratedWaits::waitFor);
    }
    return waits;
  }

  /** Where they are. */
  Path folder() {
    return folder;
  }

  /** Their names, after another argument. */
  Object[] namesAfter(Object first) {
    List<Object> arguments = new ArrayList<>(names);
    arguments.add(0, first);
    return arguments.toArray();
  }

  private static void sleep(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(" + DURATION + ")V", false);
    code.visitLdcInsn("slept");
  }

  private static void waitFor(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Process");
    code.visitVarInsn(Opcodes.ALOAD, 2);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Process", "waitFor", "(" + DURATION + ")Z", false);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Boolean", "valueOf", "(Z)Ljava/lang/Boolean;", false);
  }

  private void write(String simpleName, Consumer<MethodVisitor> body) throws IOException {
    String name = DurationWait.class.getPackageName() + "." + simpleName;
    String internalName = name.replace('.', '/');
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String[] interfaces = {Type.getInternalName(DurationWait.class)};
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, internalName, null, OBJECT, interfaces);
    GeneratedShapes.method(writer, "<init>", "()V", GeneratedShapes::superConstructor);
    GeneratedShapes.method(
        writer,
        "await",
        "(Ljava/lang/Object;" + DURATION + ")Ljava/lang/Object;",
        code -> {
          body.accept(code);
          code.visitInsn(Opcodes.ARETURN);
        });
    writer.visitEnd();
    Path file = folder.resolve(internalName + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, writer.toByteArray());
    names.add(name);
  }
}
