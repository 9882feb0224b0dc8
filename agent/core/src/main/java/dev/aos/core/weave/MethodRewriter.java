package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassInfo;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
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
  private final ClassInfo owner;
  private final Bootstrap bootstrap;
  private final SiteRegistry registry;
  private final Label start = new Label();
  private final Label behindGuard = new Label();
  private int entryNumber;
  private int nextOrdinal;
  private int deeperStack;

  MethodRewriter(
      MethodVisitor delegate,
      MethodPlan plan,
      ClassInfo owner,
      Bootstrap bootstrap,
      SiteRegistry registry) {
    super(ClassFiles.ASM_API, delegate);
    this.plan = plan;
    this.owner = owner;
    this.bootstrap = bootstrap;
    this.registry = registry;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    super.visitLabel(start);
    if (plan.shutdown().isPresent()) {
      int number = registry.registerShutdown(plan.shutdown().get());
      MethodGuard.ofShutdown(plan).write(mv, owner, bootstrap.shutdown(), number);
    }
    if (plan.entry().isPresent()) {
      entryNumber = registry.registerEntry(plan.entry().get());
    }
    if (plan.hasEntryGuard()) {
      MethodGuard.ofEntry(plan).write(mv, owner, bootstrap.entry(), entryNumber);
    }
    super.visitLabel(behindGuard);
  }

  @Override
  public void visitInsn(int opcode) {
    if (plan.isExclusive() && MonitorCall.replaces(opcode)) {
      // Stack before and after the instruction: object -> nothing
      super.visitInvokeDynamicInsn(
          MonitorCall.name(opcode),
          MonitorCall.DESCRIPTOR,
          bootstrap.entry(),
          MethodGuard.ofEntry(plan).self(owner),
          entryNumber);
    } else {
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    int ordinal = nextOrdinal++;
    PlannedSite site = plan.sites().get(ordinal);
    PlannedResumePoint point = plan.resumePoints().get(ordinal);
    if (site != null) {
      replace(site);
    } else if (point != null) {
      replace(point.call(), bootstrap.resumePoint(), registry.registerResumePoint(point));
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  private void replace(PlannedSite site) {
    replace(site.call(), bootstrap.call(), registry.register(site));
    if (site.call().isConstructor()) {
      replaceUninitialized();
    }
  }

  private void replace(CallSite call, Handle bootstrapMethod, int number) {
    ReplacementCall replacement = ReplacementCall.of(call);
    // Stack before and after a method: receiver, arguments... -> result
    super.visitInvokeDynamicInsn(
        replacement.name(),
        replacement.descriptor(),
        bootstrapMethod,
        replacement.original(),
        number);
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

  /** The arguments are known in the guard too, where a debugger stops at the first line. */
  @Override
  public void visitLocalVariable(
      String name, String descriptor, String signature, Label from, Label to, int index) {
    boolean isStatic = (plan.access() & Opcodes.ACC_STATIC) != 0;
    boolean argument =
        index < MethodGuard.argumentSlots(isStatic, plan.descriptor())
            && from.getOffset() == behindGuard.getOffset();
    super.visitLocalVariable(name, descriptor, signature, argument ? start : from, to, index);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    int deepest = maxStack + deeperStack;
    if (plan.hasEntryGuard() || plan.shutdown().isPresent()) {
      // Of two guards of one method both are equally deep.
      deepest = Math.max(deepest, MethodGuard.ofEntry(plan).maxStack());
    }
    super.visitMaxs(deepest, maxLocals);
  }
}
