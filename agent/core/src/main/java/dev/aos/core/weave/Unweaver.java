package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Takes out of a woven method what {@link MethodRewriter} has put in, and nothing else. */
final class Unweaver {

  private final MethodPlan plan;
  private final String owner;
  private final Bootstrap bootstrap;
  private final InsnList instructions;

  private Unweaver(MethodPlan plan, String owner, Bootstrap bootstrap, MethodNode woven) {
    this.plan = plan;
    this.owner = owner;
    this.bootstrap = bootstrap;
    this.instructions = woven.instructions;
  }

  /**
   * Takes the edits of a plan out of a method. What is not as planned stays in.
   *
   * @param plan the plan
   * @param owner the internal name of the class that declares the method
   * @param bootstrap the bootstrap methods that woven code names
   * @param woven the method
   */
  static void unweave(MethodPlan plan, String owner, Bootstrap bootstrap, MethodNode woven) {
    Unweaver unweaver = new Unweaver(plan, owner, bootstrap, woven);
    if (plan.shutdown().isPresent()) {
      unweaver.removeGuard(MethodGuard.ofShutdown(plan).opcodes());
    }
    if (plan.hasEntryGuard()) {
      unweaver.removeGuard(MethodGuard.ofEntry(plan).opcodes());
    }
    if (plan.isExclusive()) {
      unweaver.restoreMonitors();
    }
    unweaver.restoreCalls();
    unweaver.restoreReferences();
  }

  /** Removes a guard, up to its last instruction. Labels stay: original ones may be among them. */
  private void removeGuard(List<Integer> guard) {
    int removed = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (removed == guard.size()) {
        return;
      }
      if (instruction.getOpcode() >= 0) {
        if (instruction.getOpcode() != guard.get(removed)) {
          return;
        }
        removed++;
      }
      if (!(instruction instanceof LabelNode)) {
        instructions.remove(instruction);
      }
    }
  }

  private void restoreMonitors() {
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        MonitorCall.replaced(dynamic, bootstrap)
            .ifPresent(opcode -> instructions.set(dynamic, new InsnNode(opcode)));
      }
    }
  }

  private void restoreCalls() {
    int ordinal = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (instruction instanceof MethodInsnNode) {
        ordinal++;
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic
          && (dynamic.bsm.equals(bootstrap.call())
              || dynamic.bsm.equals(bootstrap.resumePoint()))) {
        restoreCall(dynamic, ordinal++);
      }
    }
  }

  private void restoreReferences() {
    int ordinal = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (isCountedReference(instruction)) {
        PlannedReference planned = plan.references().get(ordinal++);
        if (planned != null && instruction instanceof InvokeDynamicInsnNode found) {
          planned
              .restored(found, bootstrap)
              .ifPresent(original -> instructions.set(found, original));
        }
      }
    }
  }

  /** Whether an instruction, or the one that it has taken the place of, counts as reference. */
  private boolean isCountedReference(AbstractInsnNode instruction) {
    if (instruction instanceof InvokeDynamicInsnNode dynamic
        && dynamic.bsm.getOwner().equals(bootstrap.owner())) {
      return dynamic.bsm.equals(bootstrap.reference()) || dynamic.bsm.equals(bootstrap.handle());
    }
    return ReferencePlanner.isCounted(instruction);
  }

  /** The call that the plan replaces at an ordinal by a call site of this bootstrap method. */
  private Optional<CallSite> plannedCall(int ordinal, Handle bootstrapMethod) {
    if (bootstrapMethod.equals(bootstrap.call())) {
      return Optional.ofNullable(plan.sites().get(ordinal)).map(PlannedSite::call);
    }
    return Optional.ofNullable(plan.resumePoints().get(ordinal)).map(PlannedResumePoint::call);
  }

  private static boolean isReplacement(InvokeDynamicInsnNode found, ReplacementCall expected) {
    return found.name.equals(expected.name())
        && found.desc.equals(expected.descriptor())
        && found.bsmArgs[0].equals(expected.original());
  }

  private void restoreCall(InvokeDynamicInsnNode replacement, int ordinal) {
    Optional<CallSite> planned = plannedCall(ordinal, replacement.bsm);
    if (planned.isEmpty()
        || !isReplacement(replacement, ReplacementCall.of(planned.get(), owner))) {
      return;
    }
    CallSite call = planned.get();
    if (call.isConstructor()) {
      plan.epilogues().get(ordinal).remove(instructions, replacement);
    }
    instructions.set(
        replacement,
        new MethodInsnNode(
            call.opcode(), call.owner(), call.name(), call.descriptor(), call.ownerIsInterface()));
  }
}
