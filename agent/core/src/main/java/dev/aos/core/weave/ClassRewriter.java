package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/** Carries out the plan of one class. */
final class ClassRewriter {

  /**
   * No method of a smaller class file outgrows anything: weaving trebles what a compiler makes at
   * most, but for two guards that load up to 255 arguments each.
   */
  private static final int LARGE = 8_192;

  private final Bootstrap bootstrap;
  private final SiteRegistry registry;

  ClassRewriter(Bootstrap bootstrap, SiteRegistry registry) {
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  /**
   * The changed class file. Frames pass through as they are, compressed; the constant pool is
   * copied and added to, and methods without a plan are copied byte for byte. So are those that
   * would get too large; nothing of them is registered.
   *
   * @param reader the class file
   * @param length how many bytes that has
   * @param plan what to change
   */
  Rewritten rewrite(ClassReader reader, int length, ClassPlan plan) {
    Map<MethodPlan, String> oversized = length < LARGE ? Map.of() : oversized(reader, plan);
    ClassPlan fitting = oversized.isEmpty() ? plan : plan.without(oversized);
    ClassWriter writer = new FrameKeepingWriter(reader);
    reader.accept(new PlannedClass(writer, fitting, registry), 0);
    return new Rewritten(fitting, writer.toByteArray());
  }

  /** The methods that would get too large, with the reason. Numbers don't change their size. */
  private Map<MethodPlan, String> oversized(ClassReader reader, ClassPlan plan) {
    Map<MethodPlan, String> oversized = new LinkedHashMap<>();
    reader.accept(
        new PlannedClass(new FrameKeepingWriter(reader), plan, new NoNumbers()) {
          @Override
          MethodVisitor unplanned(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return null;
          }

          @Override
          void tooLarge(MethodPlan method, String reason) {
            oversized.put(method, reason);
          }
        },
        0);
    return oversized;
  }

  /**
   * A class as it is now.
   *
   * @param plan what has been changed
   * @param classFile the class file
   */
  record Rewritten(ClassPlan plan, byte[] classFile) {}

  private class PlannedClass extends ClassVisitor {

    private final ClassPlan plan;
    private final SiteRegistry numbers;

    PlannedClass(ClassVisitor delegate, ClassPlan plan, SiteRegistry numbers) {
      super(ClassFiles.ASM_API, delegate);
      this.plan = plan;
      this.numbers = numbers;
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
        return unplanned(access, name, descriptor, signature, exceptions);
      }
      MethodVisitor delegate =
          super.visitMethod(method.get().wovenAccess(), name, descriptor, signature, exceptions);
      CodeLimits limits =
          new CodeLimits(
              delegate,
              new Consumer<>() {
                @Override
                public void accept(String reason) {
                  tooLarge(method.get(), reason);
                }
              });
      MethodRewriter rewriter =
          new MethodRewriter(limits, method.get(), plan.declarations(), bootstrap, numbers);
      return method.get().deferredCalls().isEmpty()
          ? rewriter
          : new AwaitWriter(rewriter, method.get().deferredCalls());
    }

    /** Where a method goes that stays as it is. */
    MethodVisitor unplanned(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }

    /** What to do of a method that gets too large: then it has been missed. */
    void tooLarge(MethodPlan method, String reason) {
      throw new IllegalStateException(method.name() + ": " + reason);
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
