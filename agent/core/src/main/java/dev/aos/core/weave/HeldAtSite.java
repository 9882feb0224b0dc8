package dev.aos.core.weave;

import dev.aos.core.held.HoldingFlow;
import dev.aos.core.held.LockMethods;
import dev.aos.runtime.DirectReason;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What a method itself holds at one of its call sites: known without looking at any stack. */
final class HeldAtSite {

  private HeldAtSite() {
    // no instances
  }

  static Optional<DirectReason> of(String owner, MethodNode method, AbstractInsnNode call) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return Optional.of(DirectReason.MONITOR_HELD);
    }
    if (!takesSomething(method)) {
      return Optional.empty();
    }
    HoldingFlow flow = HoldingFlow.of(method, LockMethods.of(owner, List.of(method)));
    if (flow.monitorAt(call)) {
      return Optional.of(DirectReason.MONITOR_HELD);
    }
    return flow.lockAt(call) ? Optional.of(DirectReason.LOCK_HELD) : Optional.empty();
  }

  private static boolean takesSomething(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      int opcode = instruction.getOpcode();
      if (opcode == Opcodes.JSR || opcode == Opcodes.RET) {
        // Such code is too old for the flow; the guard looks at the stack.
        return false;
      }
    }
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == Opcodes.MONITORENTER || LockMethods.isLockCall(instruction)) {
        return true;
      }
    }
    return false;
  }
}
