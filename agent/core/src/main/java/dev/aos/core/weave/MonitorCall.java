package dev.aos.core.weave;

import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What stands in an exclusive method for an instruction that enters or leaves a monitor. */
final class MonitorCall {

  /** The object goes in, and nothing comes out, as with the instruction. */
  static final String DESCRIPTOR = "(Ljava/lang/Object;)V";

  private static final String ENTER = "enterMonitor";
  private static final String EXIT = "exitMonitor";

  private MonitorCall() {
    // no instances
  }

  static boolean replaces(int opcode) {
    return opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
  }

  static String name(int opcode) {
    return opcode == Opcodes.MONITORENTER ? ENTER : EXIT;
  }

  /** Whether a method is synchronized, or has an instruction that is replaced. */
  static boolean isIn(MethodNode method) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return true;
    }
    for (AbstractInsnNode instruction : method.instructions) {
      if (replaces(instruction.getOpcode())) {
        return true;
      }
    }
    return false;
  }

  /** The instruction that a call stands for; empty if it is none of these. */
  static Optional<Integer> replaced(InvokeDynamicInsnNode call, Bootstrap bootstrap) {
    if (!call.bsm.equals(bootstrap.entry()) || !call.desc.equals(DESCRIPTOR)) {
      return Optional.empty();
    }
    return switch (call.name) {
      case ENTER -> Optional.of(Opcodes.MONITORENTER);
      case EXIT -> Optional.of(Opcodes.MONITOREXIT);
      default -> Optional.empty();
    };
  }
}
