package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Takes out of a woven method what {@link MethodRewriter} has put in, and nothing else. */
final class Unweaver {

  private final ClassPlan owner;
  private final MethodPlan plan;
  private final Bootstrap bootstrap;
  private final MethodNode method;
  private final InsnList instructions;

  private Unweaver(ClassPlan owner, MethodPlan plan, Bootstrap bootstrap, MethodNode woven) {
    this.owner = owner;
    this.plan = plan;
    this.bootstrap = bootstrap;
    this.method = woven;
    this.instructions = woven.instructions;
  }

  /**
   * Takes the edits of a plan out of a method. What is not as planned stays in.
   *
   * @return what the plan says and the method has not; empty if there is nothing like that
   */
  static Optional<String> unweave(
      ClassPlan owner, MethodPlan plan, Bootstrap bootstrap, MethodNode woven) {
    return new Unweaver(owner, plan, bootstrap, woven).unweave();
  }

  private Optional<String> unweave() {
    if (plan.shutdown().isPresent()
        && !removeGuard(MethodGuard.ofShutdown(plan), bootstrap.shutdown())) {
      return Optional.of("the guard that ends the loop is not as planned");
    }
    if (plan.hasEntryGuard() && !removeGuard(MethodGuard.ofEntry(plan), bootstrap.entry())) {
      return Optional.of("the guard of the entry is not as planned");
    }
    if (plan.isExclusive() && !restoreMonitors()) {
      return Optional.of("a monitor is not as planned");
    }
    int calls =
        plan.allSites().size() + plan.resumePoints().size() + plan.deferredCalls().pureCalls();
    int restored = restoreCalls() + restoreReferences();
    if (restored != calls) {
      return Optional.of(restored + " calls are rewritten as planned, not " + calls);
    }
    return plan.deferredCalls().isEmpty()
        ? Optional.empty()
        : new AwaitRemoval(owner, plan, bootstrap).from(method);
  }

  private boolean removeGuard(MethodGuard guard, Handle bootstrapMethod) {
    return new GuardRemoval(owner, plan, guard, bootstrapMethod).from(instructions);
  }

  private boolean restoreMonitors() {
    Handle self = MethodGuard.ofEntry(plan).self(owner.declarations());
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (MonitorCall.replaces(instruction.getOpcode())) {
        return false;
      }
      if (instruction instanceof InvokeDynamicInsnNode dynamic && hasArguments(dynamic, self)) {
        Optional<Integer> opcode = MonitorCall.replaced(dynamic, bootstrap);
        if (opcode.isPresent()) {
          instructions.set(dynamic, new InsnNode(opcode.get()));
        }
      }
    }
    return true;
  }

  private int restoreCalls() {
    int ordinal = 0;
    int restored = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (instruction instanceof MethodInsnNode) {
        ordinal++;
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic
          && (dynamic.bsm.equals(bootstrap.begin()) || dynamic.bsm.equals(bootstrap.pure()))) {
        restored += restoreDeferred(dynamic, ordinal++) ? 1 : 0;
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic
          && (dynamic.bsm.equals(bootstrap.call())
              || dynamic.bsm.equals(bootstrap.resumePoint()))) {
        restored += restoreCall(dynamic, ordinal++) ? 1 : 0;
      }
    }
    return restored;
  }

  private int restoreReferences() {
    int ordinal = 0;
    int restored = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (isCountedReference(instruction)) {
        PlannedReference planned = plan.references().get(ordinal++);
        if (planned != null && instruction instanceof InvokeDynamicInsnNode found) {
          Optional<AbstractInsnNode> original = planned.restored(found, bootstrap);
          if (original.isPresent()) {
            instructions.set(found, original.get());
            restored++;
          }
        }
      }
    }
    return restored;
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
      PlannedSite site = plan.sites().get(ordinal);
      return site == null ? Optional.empty() : Optional.of(site.call());
    }
    PlannedResumePoint point = plan.resumePoints().get(ordinal);
    return point == null ? Optional.empty() : Optional.of(point.call());
  }

  private static boolean isReplacement(InvokeDynamicInsnNode found, ReplacementCall expected) {
    return found.name.equals(expected.name())
        && found.desc.equals(expected.descriptor())
        && hasArguments(found, expected.original());
  }

  /** Whether a call site says what its original is, gives a number, and no more. */
  static boolean hasArguments(InvokeDynamicInsnNode site, Handle original) {
    return site.bsmArgs.length == 2
        && site.bsmArgs[0].equals(original)
        && site.bsmArgs[1] instanceof Integer;
  }

  /** A call that is begun ahead, or made while others are under way. */
  private boolean restoreDeferred(InvokeDynamicInsnNode found, int ordinal) {
    Optional<DeferredCalls.Place> place = plan.deferredCalls().place(ordinal);
    if (place.isEmpty()) {
      return false;
    }
    boolean begins = place.get().begun().isPresent();
    Optional<CallSite> call =
        begins ? Optional.of(place.get().begun().get().call()) : pureCall(found);
    String caller = owner.declarations().name();
    return call.isPresent()
        && found.bsm.equals(begins ? bootstrap.begin() : bootstrap.pure())
        && isReplacement(found, place.get().replacement(call.get(), caller))
        && AwaitRemoval.restore(instructions, found, place.get(), call.get());
  }

  /** The call that its handle tells of; whether it is the original one the comparison finds out. */
  private static Optional<CallSite> pureCall(InvokeDynamicInsnNode found) {
    return found.bsmArgs.length > 0 && found.bsmArgs[0] instanceof Handle handle
        ? HandleCalls.callSite(handle)
        : Optional.empty();
  }

  private boolean restoreCall(InvokeDynamicInsnNode replacement, int ordinal) {
    Optional<CallSite> planned = plannedCall(ordinal, replacement.bsm);
    String caller = owner.declarations().name();
    if (planned.isEmpty()
        || !isReplacement(replacement, ReplacementCall.of(planned.get(), caller))) {
      return false;
    }
    CallSite call = planned.get();
    if (call.isConstructor() && !plan.epilogues().get(ordinal).remove(instructions, replacement)) {
      return false;
    }
    putBack(instructions, replacement, call);
    return true;
  }

  /** Puts a call in the place of the call site that has taken its own. */
  static void putBack(InsnList code, InvokeDynamicInsnNode callSite, CallSite call) {
    code.set(
        callSite,
        new MethodInsnNode(
            call.opcode(), call.owner(), call.name(), call.descriptor(), call.ownerIsInterface()));
  }
}
