package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Carries out the plan of one class. */
final class ClassRewriter {

  private final Bootstrap bootstrap;
  private final SiteRegistry registry;

  ClassRewriter(Bootstrap bootstrap, SiteRegistry registry) {
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  /**
   * The changed class file. Frames pass through as they are, compressed; the constant pool is
   * copied and added to, and methods without a plan are copied byte for byte.
   */
  byte[] rewrite(ClassReader reader, ClassPlan plan) {
    ClassWriter writer = new FrameKeepingWriter(reader);
    reader.accept(new PlannedClass(writer, plan), 0);
    return writer.toByteArray();
  }

  private final class PlannedClass extends ClassVisitor {

    private final ClassPlan plan;

    PlannedClass(ClassVisitor delegate, ClassPlan plan) {
      super(ClassFiles.ASM_API, delegate);
      this.plan = plan;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      super.visit(OldClassFiles.raised(version), access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      Optional<MethodPlan> method = plan.method(name, descriptor);
      if (method.isEmpty()) {
        return super.visitMethod(access, name, descriptor, signature, exceptions);
      }
      MethodVisitor delegate =
          super.visitMethod(method.get().wovenAccess(), name, descriptor, signature, exceptions);
      return new MethodRewriter(delegate, method.get(), plan.declarations(), bootstrap, registry);
    }
  }

  /** A writer that is never asked to compute a frame. */
  private static final class FrameKeepingWriter extends ClassWriter {

    FrameKeepingWriter(ClassReader reader) {
      super(reader, 0);
    }

    @Override
    protected String getCommonSuperClass(String type1, String type2) {
      // A tripwire: ASM would load both classes.
      throw new IllegalStateException("a frame is computed: " + type1 + ", " + type2);
    }
  }
}
