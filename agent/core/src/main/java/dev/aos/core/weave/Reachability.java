package dev.aos.core.weave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Which instructions of a method can follow which, exceptions included. */
final class Reachability {

  private final InsnList instructions;
  private final List<List<Integer>> successors = new ArrayList<>();
  private final List<List<Integer>> handlers = new ArrayList<>();

  Reachability(MethodNode method) {
    this.instructions = method.instructions;
    for (int index = 0; index < instructions.size(); index++) {
      successors.add(successors(index));
      handlers.add(new ArrayList<>());
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int handler = instructions.indexOf(block.handler);
      int end = instructions.indexOf(block.end);
      for (int index = instructions.indexOf(block.start); index < end; index++) {
        if (instructions.get(index).getOpcode() >= 0) {
          successors.get(index).add(handler);
          handlers.get(index).add(handler);
        }
      }
    }
  }

  /** The instructions that can come next, by index. */
  List<Integer> next(int index) {
    return successors.get(index);
  }

  /** Those among them that are exception handlers. */
  List<Integer> handlers(int index) {
    return handlers.get(index);
  }

  private List<Integer> successors(int index) {
    List<Integer> next = new ArrayList<>();
    AbstractInsnNode instruction = instructions.get(index);
    int opcode = instruction.getOpcode();
    if (instruction instanceof JumpInsnNode jump) {
      next.add(instructions.indexOf(jump.label));
    } else if (instruction instanceof TableSwitchInsnNode table) {
      addAll(next, table.labels, table.dflt);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      addAll(next, lookup.labels, lookup.dflt);
    }
    boolean ends =
        opcode == Opcodes.GOTO
            || opcode == Opcodes.ATHROW
            || opcode == Opcodes.TABLESWITCH
            || opcode == Opcodes.LOOKUPSWITCH
            || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (!ends && index + 1 < instructions.size()) {
      next.add(index + 1);
    }
    return next;
  }

  private void addAll(List<Integer> next, List<LabelNode> labels, LabelNode otherwise) {
    for (LabelNode label : labels) {
      next.add(instructions.indexOf(label));
    }
    next.add(instructions.indexOf(otherwise));
  }

  /**
   * The instructions that can follow one, by index; itself only if it can be repeated.
   *
   * @param from the instruction
   * @param avoided an instruction on no way that counts, or -1
   */
  BitSet after(int from, int avoided) {
    BitSet reached = new BitSet(instructions.size());
    Deque<Integer> pending = new ArrayDeque<>(successors.get(from));
    while (!pending.isEmpty()) {
      int index = pending.pop();
      if (index != avoided && !reached.get(index)) {
        reached.set(index);
        pending.addAll(successors.get(index));
      }
    }
    return reached;
  }
}
