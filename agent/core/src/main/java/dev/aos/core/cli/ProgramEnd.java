package dev.aos.core.cli;

import dev.aos.core.match.ClassFiles;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Ends the program before its main method.
 *
 * <p>Premain is a callback of the JVM's tool interface, and after JDK 25 a JVM that ends waits up
 * to 60 seconds for the callbacks that are under way (JDK-8355631): {@code System.exit} in premain
 * takes a minute there, with any agent. So there another thread ends the program, while premain
 * returns; and that the program does not begin in between, the launcher's way to the main class
 * ends in that exit too.
 */
final class ProgramEnd {

  /** The last JDK on which premain itself can end the program at once; seen on 25, 27 and 28. */
  private static final int ENDS_IN_PREMAIN = 25;

  private static final String LAUNCHER = "sun/launcher/LauncherHelper";
  private static final String FINDS_MAIN_CLASS = "checkAndLoadMain";

  private ProgramEnd() {
    // no instances
  }

  /**
   * Ends the program. May return, then its end is under way.
   *
   * @param exitCode its exit code
   * @param instrumentation the JVM's hooks
   */
  static void beforeMain(int exitCode, Instrumentation instrumentation) {
    if (Runtime.version().feature() <= ENDS_IN_PREMAIN) {
      System.exit(exitCode);
    }
    try {
      instrumentation.addTransformer(new Barrier(exitCode), true);
      instrumentation.retransformClasses(
          Class.forName(ClassFiles.binaryName(LAUNCHER), false, null));
    } catch (ClassNotFoundException | UnmodifiableClassException | LinkageError noLauncher) {
      // A JVM inside another program: some of its code may run until the thread has ended it.
    }
    new End(exitCode).start();
  }

  private static final class End extends Thread {

    private final int exitCode;

    End(int exitCode) {
      super("aos-end");
      this.exitCode = exitCode;
      setDaemon(true);
    }

    @Override
    public void run() {
      System.exit(exitCode);
    }
  }

  /** Who wants the main class finds the program's end. */
  private record Barrier(int exitCode) implements ClassFileTransformer {

    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
      if (loader != null || !LAUNCHER.equals(name)) {
        return null;
      }
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      new ClassReader(classFile).accept(new LauncherVisitor(writer, exitCode), 0);
      return writer.toByteArray();
    }
  }

  private static final class LauncherVisitor extends ClassVisitor {

    private final int exitCode;

    LauncherVisitor(ClassVisitor next, int exitCode) {
      super(Opcodes.ASM9, next);
      this.exitCode = exitCode;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (!name.equals(FINDS_MAIN_CLASS)) {
        return method;
      }
      method.visitCode();
      method.visitLdcInsn(exitCode);
      // ..., int
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", /* isInterface= */ false);
      // ...; it waits for the thread that has begun the exit, and never returns
      method.visitInsn(Opcodes.ACONST_NULL);
      method.visitInsn(Opcodes.ATHROW);
      method.visitMaxs(0, 0);
      method.visitEnd();
      return null;
    }
  }
}
