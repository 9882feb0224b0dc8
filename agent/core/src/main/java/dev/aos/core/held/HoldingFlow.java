package dev.aos.core.held;

import dev.aos.runtime.LockNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Where in one method monitors and locks may be held. A forward data flow over all paths, those of
 * exceptions included; its value is the set of counts that are possible at a place, one for
 * monitors and one for locks ({@link Counts}). Which monitor or lock it is does not matter.
 *
 * <p>An exception from an instruction that takes something means that it was not taken; one from an
 * instruction that gives it back means that it was not held. So the code that javac makes for
 * {@code synchronized} and for {@code lock(); try { … } finally { unlock(); }} comes out exactly.
 */
public final class HoldingFlow {

  private static final int UNREACHED = 0;

  private final MethodNode method;
  private final InsnList code;
  private final LockMethods own;
  private final int[] before;
  private final List<List<Integer>> handlers;
  private final ArrayDeque<Integer> changed = new ArrayDeque<>();
  private int exit = UNREACHED;

  private HoldingFlow(MethodNode method, LockMethods own, int start) {
    this.method = method;
    this.code = method.instructions;
    this.own = own;
    this.before = new int[code.size()];
    this.handlers = handlers();
    if (code.size() > 0) {
      reach(0, start);
      while (!changed.isEmpty()) {
        step(changed.pop());
      }
    }
  }

  /** The flow through a method that is entered with nothing held. */
  public static HoldingFlow of(MethodNode method, LockMethods own) {
    return new HoldingFlow(method, own, Counts.NOTHING);
  }

  /** The flow through a method that is entered with one lock held. */
  static HoldingFlow withLock(MethodNode method, LockMethods own) {
    return new HoldingFlow(method, own, Counts.lock(Counts.NOTHING));
  }

  /** Whether a monitor may be held when the instruction is executed. */
  public boolean monitorAt(AbstractInsnNode instruction) {
    return (method.access & Opcodes.ACC_SYNCHRONIZED) != 0
        || Counts.monitors(before[code.indexOf(instruction)]);
  }

  /** Whether a lock may be held when the instruction is executed. */
  public boolean lockAt(AbstractInsnNode instruction) {
    return Counts.locks(before[code.indexOf(instruction)]);
  }

  /** Whether a lock may be held after the method has returned. */
  boolean keepsLock() {
    return Counts.locks(exit);
  }

  /** Whether the method returns at all. */
  boolean returns() {
    return exit != UNREACHED;
  }

  /** The handlers of each instruction; none behind the first that takes every exception. */
  private List<List<Integer>> handlers() {
    List<List<Integer>> handlersAt = new ArrayList<>(code.size());
    for (int i = 0; i < code.size(); i++) {
      handlersAt.add(List.of());
    }
    BitSet closed = new BitSet();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int start = code.indexOf(block.start);
      int end = code.indexOf(block.end);
      for (int i = closed.nextClearBit(start); i < end; i = closed.nextClearBit(i + 1)) {
        List<Integer> more = new ArrayList<>(handlersAt.get(i));
        more.add(code.indexOf(block.handler));
        handlersAt.set(i, more);
      }
      if (block.type == null || block.type.equals("java/lang/Throwable")) {
        closed.set(start, end);
      }
    }
    return handlersAt;
  }

  private void reach(int place, int counts) {
    if (place < before.length && (before[place] | counts) != before[place]) {
      before[place] |= counts;
      changed.push(place);
    }
  }

  private void step(int place) {
    AbstractInsnNode instruction = code.get(place);
    int counts = before[place];
    int after = after(instruction, counts);
    if (instruction instanceof MethodInsnNode call && isTryLock(call)) {
      // A jump behind it looks back at it.
      changed.push(place + 1);
    }
    int thrown = givesBack(instruction) ? after : counts;
    if (Instructions.mayThrow(instruction) && !Instructions.isFetchForUnlock(instruction)) {
      handlers.get(place).forEach(handler -> reach(handler, thrown));
    }
    if (instruction instanceof JumpInsnNode jump) {
      jump(jump, place, counts);
    } else if (instruction instanceof TableSwitchInsnNode table) {
      reach(code.indexOf(table.dflt), after);
      table.labels.forEach(label -> reach(code.indexOf(label), after));
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      reach(code.indexOf(lookup.dflt), after);
      lookup.labels.forEach(label -> reach(code.indexOf(label), after));
    } else if (isReturn(instruction.getOpcode())) {
      exit |= after;
    } else if (instruction.getOpcode() != Opcodes.ATHROW) {
      reach(place + 1, after);
    }
  }

  /** Where {@code tryLock()} itself is the condition, only one branch has the lock. */
  private void jump(JumpInsnNode jump, int place, int counts) {
    AbstractInsnNode condition = previous(jump);
    int taken = counts;
    int notTaken = counts;
    if (condition instanceof MethodInsnNode call && isTryLock(call)) {
      int without = before[code.indexOf(call)];
      if (jump.getOpcode() == Opcodes.IFEQ) {
        taken = without;
        notTaken = Counts.lock(without);
      } else if (jump.getOpcode() == Opcodes.IFNE) {
        taken = Counts.lock(without);
        notTaken = without;
      }
    }
    reach(code.indexOf(jump.label), taken);
    if (jump.getOpcode() != Opcodes.GOTO) {
      reach(place + 1, notTaken);
    }
  }

  /** The instruction right before, if no jump can come in between. */
  private static AbstractInsnNode previous(AbstractInsnNode instruction) {
    AbstractInsnNode previous = instruction.getPrevious();
    return previous != null && previous.getType() == AbstractInsnNode.LINE
        ? previous(previous)
        : previous;
  }

  private static boolean isTryLock(MethodInsnNode call) {
    return call.name.equals("tryLock")
        && call.desc.endsWith(")Z")
        && LockNames.acquires(call.name, call.desc);
  }

  private int after(AbstractInsnNode instruction, int counts) {
    if (instruction.getOpcode() == Opcodes.MONITORENTER) {
      return Counts.enterMonitor(counts);
    }
    if (instruction.getOpcode() == Opcodes.MONITOREXIT) {
      return Counts.exitMonitor(counts);
    }
    if (instruction instanceof MethodInsnNode call) {
      if (own.takes(call)) {
        int locked = Counts.lock(counts);
        return own.alwaysTakes(call) ? locked : locked | counts;
      }
      if (own.givesBack(call)) {
        return Counts.unlock(counts);
      }
    }
    return counts;
  }

  private boolean givesBack(AbstractInsnNode instruction) {
    return instruction.getOpcode() == Opcodes.MONITOREXIT
        || instruction instanceof MethodInsnNode call && own.givesBack(call);
  }

  private static boolean isReturn(int opcode) {
    return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }
}
