package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.TypePath;

/** Carries out the plan of one method while its code passes by. */
final class MethodRewriter extends MethodVisitor {

  private final MethodPlan plan;
  private final ClassInfo owner;
  private final Bootstrap bootstrap;
  private final SiteRegistry registry;
  private final Label start = new Label();
  private final Label behindGuard = new Label();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private int entryNumber;
  private int nextOrdinal;
  private int nextReference;
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
    Optional<DeferredCalls.Place> deferred = plan.deferredCalls().place(ordinal);
    if (deferred.isPresent()) {
      CallSite call = new CallSite(opcode, owner, name, descriptor, isInterface);
      writeDeferred(deferred.get(), call, ordinal);
    } else if (site != null) {
      replace(site.call(), bootstrap.call(), registry.register(site));
      append(Optional.ofNullable(plan.epilogues().get(ordinal)));
    } else if (point != null) {
      replace(point.call(), bootstrap.resumePoint(), registry.registerResumePoint(point));
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrapMethod, Object... arguments) {
    PlannedReference reference = plan.references().get(nextReference++);
    if (reference == null) {
      super.visitInvokeDynamicInsn(name, descriptor, bootstrapMethod, arguments);
    } else {
      // Stack before and after: captured... -> functional object
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap.reference(), replacement(reference));
    }
  }

  @Override
  public void visitLdcInsn(Object constant) {
    PlannedReference loaded =
        constant instanceof Handle ? plan.references().get(nextReference++) : null;
    if (loaded == null) {
      super.visitLdcInsn(constant);
    } else {
      super.visitInvokeDynamicInsn(
          PlannedReference.LOADED,
          PlannedReference.METHOD_HANDLE,
          bootstrap.handle(),
          replacement(loaded));
    }
  }

  private Object[] replacement(PlannedReference reference) {
    return reference.replacement(registry.register(reference.site()));
  }

  private void replace(CallSite call, Handle bootstrapMethod, int number) {
    ReplacementCall replacement = ReplacementCall.of(call, owner.name());
    // Stack before and after a method: receiver, arguments... -> result
    super.visitInvokeDynamicInsn(
        replacement.name(),
        replacement.descriptor(),
        bootstrapMethod,
        replacement.original(),
        number);
  }

  private void writeDeferred(DeferredCalls.Place place, CallSite call, int ordinal) {
    boolean begins = place.begun().isPresent();
    int number = begins ? registry.register(plan.sites().get(ordinal)) : 0;
    numbers.put(ordinal, number);
    ReplacementCall replacement = place.replacement(call, owner.name());
    place.writeLast(mv);
    // Stack before and after: receiver, arguments..., last begun -> what stands for this one
    super.visitInvokeDynamicInsn(
        replacement.name(),
        replacement.descriptor(),
        begins ? bootstrap.begin() : bootstrap.pure(),
        replacement.original(),
        number);
    place.writeBegun(mv);
  }

  /** Writes what awaits the calls of a deferral, here. */
  void writeAwait(Deferral deferral) {
    deferral.writeAwait(
        mv,
        owner.name(),
        bootstrap,
        new IntUnaryOperator() {
          @Override
          public int applyAsInt(int index) {
            return numbers.get(deferral.calls().get(index).ordinal());
          }
        });
  }

  private void append(Optional<ConstructorEpilogue> epilogue) {
    if (epilogue.isPresent()) {
      epilogue.get().write(mv);
      deeperStack = ConstructorEpilogue.STACK;
    }
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

  /**
   * Leaves out what has a range that does not begin and end at instructions, as the compiler makes
   * for the variables of lambdas (JDK-8315447, CALCITE-6393): no label stands there, and one that
   * stands nowhere would be written as offset 0, so that nobody could read the method any more.
   */
  @Override
  public AnnotationVisitor visitLocalVariableAnnotation(
      int typeReference,
      TypePath path,
      Label[] from,
      Label[] to,
      int[] indices,
      String descriptor,
      boolean visible) {
    return standInCode(from) && standInCode(to)
        ? super.visitLocalVariableAnnotation(
            typeReference, path, from, to, indices, descriptor, visible)
        : null;
  }

  private static boolean standInCode(Label[] labels) {
    try {
      for (Label label : labels) {
        label.getOffset();
      }
      return true;
    } catch (IllegalStateException standsNowhere) {
      return false;
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    int deepest = maxStack + deeperStack;
    if (!plan.deferredCalls().isEmpty()) {
      deepest += Deferral.STACK;
    }
    if (plan.hasEntryGuard() || plan.shutdown().isPresent()) {
      // Of two guards of one method both are equally deep.
      deepest = Math.max(deepest, MethodGuard.ofEntry(plan).maxStack());
    }
    super.visitMaxs(deepest, maxLocals + plan.deferredCalls().locals());
  }
}
