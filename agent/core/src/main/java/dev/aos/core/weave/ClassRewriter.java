package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.LinkedHashMap;
import java.util.Map;
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
   * copied and added to, and methods without a plan are copied byte for byte. So are those that
   * would get too large.
   */
  Rewritten rewrite(ClassReader reader, ClassPlan plan) {
    ClassWriter writer = new FrameKeepingWriter(reader);
    PlannedClass rewriting = new PlannedClass(writer, plan);
    reader.accept(rewriting, 0);
    return rewriting.oversized.isEmpty()
        ? new Rewritten(plan, writer.toByteArray())
        : rewrite(reader, plan.without(rewriting.oversized));
  }

  /**
   * A class as it is now.
   *
   * @param plan what has been changed
   * @param classFile the class file
   */
  record Rewritten(ClassPlan plan, byte[] classFile) {}

  private final class PlannedClass extends ClassVisitor {

    private final ClassPlan plan;

    /** Why methods of the plan can't be changed. */
    private final Map<MethodPlan, String> oversized = new LinkedHashMap<>();

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
      CodeLimits limits = new CodeLimits(delegate, reason -> oversized.put(method.get(), reason));
      MethodRewriter rewriter =
          new MethodRewriter(limits, method.get(), plan.declarations(), bootstrap, registry);
      return method.get().deferredCalls().isEmpty()
          ? rewriter
          : new AwaitWriter(rewriter, method.get().deferredCalls());
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
