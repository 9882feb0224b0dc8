package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Carries out the plan of one method while its code passes by. */
final class MethodRewriter extends MethodVisitor {

  /**
   * How much deeper the stack gets behind a constructor without arguments: by the object that comes
   * back, and its copy.
   */
  private static final int CONSTRUCTOR_STACK = 2;

  private final MethodPlan plan;
  private final EntryGuard guard;
  private final Bootstrap bootstrap;
  private final SiteRegistry registry;
  private int nextOrdinal;
  private int deeperStack;

  MethodRewriter(
      MethodVisitor delegate,
      MethodPlan plan,
      EntryGuard guard,
      Bootstrap bootstrap,
      SiteRegistry registry) {
    super(ClassFiles.ASM_API, delegate);
    this.plan = plan;
    this.guard = guard;
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (plan.entry().isPresent()) {
      guard.write(mv, bootstrap, registry.registerEntry(plan.entry().get()));
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    PlannedSite site = plan.sites().get(nextOrdinal++);
    if (site == null) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    ReplacementCall replacement = ReplacementCall.of(site.call());
    // Stack before and after a method: receiver, arguments... -> result
    super.visitInvokeDynamicInsn(
        replacement.name(),
        replacement.descriptor(),
        bootstrap.call(),
        replacement.original(),
        registry.register(site));
    if (site.call().isConstructor()) {
      replaceUninitialized();
    }
  }

  /**
   * Puts the object that a constructor call site returned in the place of the uninitialised one.
   * That one's {@code NEW} stays: frames among the arguments may name it, and it initialises the
   * class before the arguments are evaluated.
   */
  private void replaceUninitialized() {
    // Stack: uninitialized, uninitialized, object
    super.visitInsn(Opcodes.DUP_X2);
    // Stack: object, uninitialized, uninitialized, object
    super.visitInsn(Opcodes.POP);
    super.visitInsn(Opcodes.POP);
    super.visitInsn(Opcodes.POP);
    // Stack: object
    deeperStack = CONSTRUCTOR_STACK;
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    int deepest = maxStack + deeperStack;
    if (plan.entry().isPresent()) {
      deepest = Math.max(deepest, guard.maxStack());
    }
    super.visitMaxs(deepest, maxLocals);
  }
}
