package dev.aos.core.held;

import dev.aos.runtime.LockNames;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What instructions can do beside what they are there for. */
final class Instructions {

  private Instructions() {
    // no instances
  }

  /**
   * Whether an instruction may throw. At no other can a frame stand while other code runs: it
   * calls, or it loads or initialises a class, perhaps only to find the handler of its exception.
   */
  static boolean mayThrow(AbstractInsnNode instruction) {
    if (instruction instanceof LdcInsnNode load) {
      return !(load.cst instanceof Number);
    }
    int opcode = instruction.getOpcode();
    return switch (opcode) {
      case Opcodes.IDIV, Opcodes.LDIV, Opcodes.IREM, Opcodes.LREM -> true;
      default ->
          !(opcode <= Opcodes.ALOAD
              || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE
              || opcode >= Opcodes.POP && opcode <= Opcodes.LOOKUPSWITCH
              || opcode == Opcodes.IFNULL
              || opcode == Opcodes.IFNONNULL);
    };
  }

  /**
   * Whether an instruction only fetches what is unlocked right behind it. In {@code finally} that
   * stands where the lock is still held; but it was fetched before, to lock it, and did not throw
   * then.
   */
  static boolean isFetchForUnlock(AbstractInsnNode instruction) {
    AbstractInsnNode next = instruction;
    while (next != null && isFetch(next)) {
      next = next.getNext();
    }
    return next != instruction
        && next instanceof MethodInsnNode call
        && LockNames.releases(call.name, call.desc);
  }

  private static boolean isFetch(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode == Opcodes.GETSTATIC
        || opcode == Opcodes.GETFIELD
        || opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
        || instruction instanceof MethodInsnNode call
            && (call.name.equals("readLock") || call.name.equals("writeLock"))
            && call.desc.startsWith("()L");
  }
}
