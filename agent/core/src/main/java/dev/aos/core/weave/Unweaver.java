package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Takes out of a woven method what {@link MethodRewriter} has put in, and nothing else. */
final class Unweaver {

  private static final int[] CONSTRUCTOR_EPILOGUE = {
    Opcodes.DUP_X2, Opcodes.POP, Opcodes.POP, Opcodes.POP
  };

  private final MethodPlan plan;
  private final Bootstrap bootstrap;
  private final InsnList instructions;

  private Unweaver(MethodPlan plan, Bootstrap bootstrap, MethodNode woven) {
    this.plan = plan;
    this.bootstrap = bootstrap;
    this.instructions = woven.instructions;
  }

  /** Takes the edits of a plan out of a method. What is not as planned stays in. */
  static void unweave(MethodPlan plan, Bootstrap bootstrap, MethodNode woven) {
    Unweaver unweaver = new Unweaver(plan, bootstrap, woven);
    if (plan.entry().isPresent()) {
      unweaver.removeGuard();
    }
    unweaver.restoreCalls();
  }

  /** Removes all up to the guard's {@code NOP}. Labels stay: original ones may be among them. */
  private void removeGuard() {
    int remaining = EntryGuard.instructionCount(plan);
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (remaining == 0) {
        return;
      }
      if (instruction.getOpcode() >= 0) {
        remaining--;
      }
      if (!(instruction instanceof LabelNode)) {
        instructions.remove(instruction);
      }
    }
  }

  private void restoreCalls() {
    int ordinal = 0;
    for (AbstractInsnNode instruction : instructions.toArray()) {
      if (instruction instanceof MethodInsnNode) {
        ordinal++;
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic
          && dynamic.bsm.equals(bootstrap.call())) {
        PlannedSite site = plan.sites().get(ordinal++);
        if (site != null && isReplacement(dynamic, ReplacementCall.of(site.call()))) {
          restoreCall(dynamic, site.call());
        }
      }
    }
  }

  private static boolean isReplacement(InvokeDynamicInsnNode found, ReplacementCall expected) {
    return found.name.equals(expected.name())
        && found.desc.equals(expected.descriptor())
        && found.bsmArgs[0].equals(expected.original());
  }

  private void restoreCall(InvokeDynamicInsnNode replacement, CallSite call) {
    if (call.isConstructor()) {
      for (int opcode : CONSTRUCTOR_EPILOGUE) {
        AbstractInsnNode next = replacement.getNext();
        if (next == null || next.getOpcode() != opcode) {
          return;
        }
        instructions.remove(next);
      }
    }
    instructions.set(
        replacement,
        new MethodInsnNode(
            call.opcode(), call.owner(), call.name(), call.descriptor(), call.ownerIsInterface()));
  }
}
