package dev.aos.core.weave;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which local variables an exception handler of a method reads as they were. */
final class Liveness {

  private final InsnList instructions;
  private final Reachability reachability;

  /** The variables that are read before they are written, by instruction. */
  private final BitSet[] live;

  Liveness(MethodNode method) {
    this.instructions = method.instructions;
    this.reachability = new Reachability(method);
    this.live = new BitSet[instructions.size()];
    for (int index = 0; index < live.length; index++) {
      live[index] = new BitSet();
    }
    boolean changes = true;
    while (changes) {
      changes = false;
      for (int index = live.length - 1; index >= 0; index--) {
        changes |= update(index);
      }
    }
  }

  private boolean update(int index) {
    BitSet before = new BitSet();
    for (int next : reachability.next(index)) {
      before.or(live[next]);
    }
    AbstractInsnNode instruction = instructions.get(index);
    int opcode = instruction.getOpcode();
    if (instruction instanceof VarInsnNode local) {
      int end = local.var + slots(opcode);
      before.set(local.var, end, opcode < Opcodes.ISTORE || opcode == Opcodes.RET);
      // An exception may come before the variable is written.
      for (int handler : reachability.handlers(index)) {
        before.or(live[handler]);
      }
    } else if (instruction instanceof IincInsnNode increment) {
      before.set(increment.var);
    }
    boolean changes = !before.equals(live[index]);
    live[index] = before;
    return changes;
  }

  /** How many slots the variable of a load or store instruction takes. */
  static int slots(int opcode) {
    return switch (opcode) {
      case Opcodes.LLOAD, Opcodes.DLOAD, Opcodes.LSTORE, Opcodes.DSTORE -> 2;
      default -> 1;
    };
  }

  /** Whether a handler that covers an instruction reads one of the slots as it was. */
  boolean isReadByHandler(AbstractInsnNode instruction, int local, int slots) {
    for (int handler : reachability.handlers(instructions.indexOf(instruction))) {
      int next = live[handler].nextSetBit(local);
      if (next >= 0 && next < local + slots) {
        return true;
      }
    }
    return false;
  }
}
