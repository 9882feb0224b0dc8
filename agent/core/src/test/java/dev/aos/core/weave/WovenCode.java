package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the weaver's work in a woven method. */
final class WovenCode {

  private WovenCode() {
    // no instances
  }

  /** The call sites that the weaver has put in. */
  static List<InvokeDynamicInsnNode> sites(MethodNode method) {
    List<InvokeDynamicInsnNode> sites = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof InvokeDynamicInsnNode dynamic
          && dynamic.bsm.getOwner().equals(RecordingBootstrap.BOOTSTRAP.owner())) {
        sites.add(dynamic);
      }
    }
    return sites;
  }

  /** Those that stand for calls, in methods without a guard the first ones. */
  static List<InvokeDynamicInsnNode> calls(MethodNode method) {
    List<InvokeDynamicInsnNode> calls = new ArrayList<>(sites(method));
    calls.removeIf(site -> !site.bsm.equals(RecordingBootstrap.BOOTSTRAP.call()));
    return calls;
  }

  static List<FrameNode> frames(MethodNode method) {
    List<FrameNode> frames = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode frame) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /** The next instruction that has an opcode. */
  static AbstractInsnNode next(AbstractInsnNode place) {
    AbstractInsnNode next = place.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  /** Whether what an instruction leaves on the stack is thrown away at once. */
  static boolean isDropped(AbstractInsnNode instruction) {
    AbstractInsnNode next = next(instruction);
    return next.getOpcode() == Opcodes.POP || next.getOpcode() == Opcodes.POP2;
  }

  /** The instruction of a guard that goes on with the method; null if there is no guard. */
  static JumpInsnNode guardJump(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        boolean guard = sites(method).contains(dynamic) && isGuard(dynamic);
        AbstractInsnNode next = next(dynamic);
        return !guard ? null : (JumpInsnNode) (next.getOpcode() == Opcodes.DUP ? next(next) : next);
      }
      if (instruction.getOpcode() >= 0
          && (instruction.getOpcode() < Opcodes.ILOAD || instruction.getOpcode() > Opcodes.ALOAD)) {
        return null;
      }
    }
    return null;
  }

  static boolean isGuard(InvokeDynamicInsnNode site) {
    return site.name.equals("enter") || site.name.equals("end");
  }
}
