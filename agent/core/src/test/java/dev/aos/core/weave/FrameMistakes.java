package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Wrong stack maps, and branches and exception handlers that do not fit them. */
final class FrameMistakes {

  private static final String NOWHERE = "java/lang/Thread";

  private FrameMistakes() {
    // no instances
  }

  /** Those that the JVM refuses when it verifies the class. */
  static List<Mistake> refused() {
    return List.of(
        Mistake.in("every frame is missing", FrameMistakes::loseAll),
        Mistake.in("the first frame is missing", method -> lose(method, 0)),
        Mistake.in("the last frame is missing", method -> lose(method, -1)),
        Mistake.in("a local of the first frame has another type", onFrame(0, ofOtherType())),
        Mistake.in("a local of the last frame has another type", onFrame(-1, ofOtherType())),
        Mistake.in("the first frame has a deeper stack", onFrame(0, deeper())),
        Mistake.in("the last frame has a deeper stack", onFrame(-1, deeper())),
        Mistake.in("the first frame has a local more", FrameMistakes::addLocal),
        Mistake.in("the first frame is an instruction late", FrameMistakes::delayFirst),
        Mistake.in("a frame comes twice, the second one differs", FrameMistakes::addWrongBehind),
        Mistake.in("a branch goes into the guard", FrameMistakes::branchIntoGuard),
        Mistake.in("a branch goes to the start of the method", FrameMistakes::branchToStart),
        Mistake.in("an exception handler is for another type", FrameMistakes::catchOther),
        Mistake.in("an exception handler has moved", FrameMistakes::moveHandler));
  }

  /** Those that are wrong and yet consistent. */
  static List<Mistake> accepted() {
    return List.of(
        Mistake.in("a frame knows less of the locals than it could", FrameMistakes::forgetUnused),
        Mistake.in("there is a frame where none was", FrameMistakes::addFrame),
        Mistake.in("a branch goes into the guard, with a frame there", FrameMistakes::loopAround),
        Mistake.in("all exception handlers are missing", FrameMistakes::loseHandlers),
        Mistake.in("an exception range begins later", FrameMistakes::shortenRange),
        Mistake.in("an exception range ends earlier", FrameMistakes::endRangeEarly),
        Mistake.in("an exception range begins in the guard", FrameMistakes::widenIntoGuard),
        Mistake.in("exception handlers are in another order", FrameMistakes::swapHandlers));
  }

  private static boolean loseAll(MethodNode method) {
    List<FrameNode> frames = WovenCode.frames(method);
    frames.forEach(method.instructions::remove);
    return !frames.isEmpty();
  }

  private static boolean lose(MethodNode method, int index) {
    List<FrameNode> frames = WovenCode.frames(method);
    if (frames.isEmpty()) {
      return false;
    }
    method.instructions.remove(frames.get(Math.floorMod(index, frames.size())));
    return true;
  }

  private interface Edit {
    boolean of(FrameNode frame);
  }

  private static java.util.function.Predicate<MethodNode> onFrame(int index, Edit edit) {
    return method -> {
      List<FrameNode> frames = WovenCode.frames(method);
      return !frames.isEmpty() && edit.of(frames.get(Math.floorMod(index, frames.size())));
    };
  }

  private static Edit ofOtherType() {
    return frame -> {
      if (frame.local.isEmpty()) {
        return false;
      }
      List<Object> local = new ArrayList<>(frame.local);
      int known = 0;
      while (known < local.size() && local.get(known).equals(Opcodes.TOP)) {
        known++;
      }
      if (known == local.size()) {
        return false;
      }
      boolean number = local.get(known).equals(Opcodes.INTEGER);
      boolean wide =
          local.get(known).equals(Opcodes.LONG) || local.get(known).equals(Opcodes.DOUBLE);
      if (wide) {
        boolean isLong = local.get(known).equals(Opcodes.LONG);
        local.set(known, isLong ? Opcodes.DOUBLE : Opcodes.LONG);
      } else {
        local.set(known, number ? Opcodes.FLOAT : Opcodes.INTEGER);
      }
      frame.local = local;
      return true;
    };
  }

  private static Edit deeper() {
    return frame -> {
      List<Object> stack = new ArrayList<>(frame.stack);
      stack.add(Opcodes.INTEGER);
      frame.stack = stack;
      return true;
    };
  }

  private static boolean addLocal(MethodNode method) {
    List<FrameNode> frames = WovenCode.frames(method);
    if (frames.isEmpty()) {
      return false;
    }
    List<Object> local = new ArrayList<>(frames.get(0).local);
    local.add(NOWHERE);
    frames.get(0).local = local;
    method.maxLocals += 2;
    return true;
  }

  private static boolean delayFirst(MethodNode method) {
    List<FrameNode> frames = WovenCode.frames(method);
    if (frames.isEmpty()) {
      return false;
    }
    AbstractInsnNode target = WovenCode.next(frames.get(0));
    if (target.getNext() instanceof FrameNode || WovenCode.next(target) == null) {
      return false;
    }
    method.instructions.remove(frames.get(0));
    method.instructions.insert(target, frames.get(0));
    return frameless(WovenCode.next(target), frames);
  }

  /** Whether there is no other frame before an instruction. */
  private static boolean frameless(AbstractInsnNode instruction, List<FrameNode> frames) {
    int found = 0;
    for (AbstractInsnNode node = instruction.getPrevious();
        node != null && node.getOpcode() < 0;
        node = node.getPrevious()) {
      found += frames.contains(node) ? 1 : 0;
    }
    return found == 1;
  }

  private static boolean addWrongBehind(MethodNode method) {
    List<FrameNode> frames = WovenCode.frames(method);
    if (frames.isEmpty()) {
      return false;
    }
    AbstractInsnNode target = WovenCode.next(frames.get(0));
    AbstractInsnNode place = WovenCode.next(target);
    if (place == null || hasFrameBetween(target, place)) {
      return false;
    }
    method.instructions.insertBefore(
        place, new FrameNode(Opcodes.F_NEW, 0, null, 2, new Object[] {NOWHERE, Opcodes.FLOAT}));
    method.maxStack += 2;
    return true;
  }

  private static boolean hasFrameBetween(AbstractInsnNode from, AbstractInsnNode to) {
    for (AbstractInsnNode node = from.getNext(); node != to; node = node.getNext()) {
      if (node instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  private static boolean branchIntoGuard(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    if (guard == null) {
      return false;
    }
    LabelNode inside = new LabelNode();
    method.instructions.insertBefore(WovenCode.next(guard), inside);
    return redirect(method, guard, inside);
  }

  private static boolean branchToStart(MethodNode method) {
    LabelNode start = new LabelNode();
    method.instructions.insert(start);
    return redirect(method, WovenCode.guardJump(method), start);
  }

  /** Lets the first branch of the method itself go somewhere else. */
  private static boolean redirect(MethodNode method, JumpInsnNode guard, LabelNode target) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode jump && jump != guard) {
        jump.label = target;
        return true;
      }
    }
    return false;
  }

  private static boolean loopAround(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    if (guard == null) {
      return false;
    }
    LabelNode start = new LabelNode();
    InsnList place = new InsnList();
    place.add(start);
    place.add(new FrameNode(Opcodes.F_NEW, 0, null, 0, null));
    FrameNode known = WovenCode.frames(method).get(0);
    ((FrameNode) place.getLast()).local = new ArrayList<>(known.local);
    method.instructions.insert(place);
    // Only one that comes from the end of a loop whose head is the first instruction.
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode jump && jump != guard && isFirst(jump, guard)) {
        jump.label = start;
        return true;
      }
    }
    return false;
  }

  private static boolean isFirst(JumpInsnNode jump, JumpInsnNode guard) {
    return WovenCode.next(WovenCode.next(guard.label)) == WovenCode.next(jump.label);
  }

  private static boolean catchOther(MethodNode method) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.type != null && !block.type.equals("java/lang/Throwable")) {
        block.type = "java/lang/ThreadDeath";
        return true;
      }
    }
    return false;
  }

  private static boolean moveHandler(MethodNode method) {
    if (method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    LabelNode behind = new LabelNode();
    TryCatchBlockNode block = method.tryCatchBlocks.get(0);
    method.instructions.insert(WovenCode.next(block.handler), behind);
    block.handler = behind;
    return true;
  }

  private static boolean forgetUnused(MethodNode method) {
    List<FrameNode> frames = WovenCode.frames(method);
    if (frames.isEmpty() || !method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    FrameNode last = frames.get(frames.size() - 1);
    for (AbstractInsnNode node = last; node != null; node = node.getNext()) {
      boolean loads = node.getOpcode() >= Opcodes.ILOAD && node.getOpcode() <= Opcodes.ALOAD;
      if (loads || node instanceof JumpInsnNode || node.getOpcode() == Opcodes.IINC) {
        return false;
      }
    }
    boolean knows = !last.local.isEmpty();
    last.local = List.of();
    return knows;
  }

  private static boolean addFrame(MethodNode method) {
    if (!WovenCode.frames(method).isEmpty() || !method.desc.startsWith("()")) {
      return false;
    }
    AbstractInsnNode first = method.instructions.getFirst();
    while (first.getOpcode() < 0) {
      first = first.getNext();
    }
    method.instructions.insertBefore(first, new FrameNode(Opcodes.F_NEW, 0, null, 0, null));
    return (method.access & Opcodes.ACC_STATIC) != 0;
  }

  private static boolean onHandlers(MethodNode method, Consumer<TryCatchBlockNode> edit) {
    if (method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    edit.accept(method.tryCatchBlocks.get(0));
    return true;
  }

  private static boolean loseHandlers(MethodNode method) {
    boolean some = !method.tryCatchBlocks.isEmpty();
    method.tryCatchBlocks.clear();
    return some;
  }

  private static boolean shortenRange(MethodNode method) {
    return onHandlers(
        method,
        block -> {
          LabelNode later = new LabelNode();
          method.instructions.insert(WovenCode.next(block.start), later);
          block.start = later;
        });
  }

  private static boolean endRangeEarly(MethodNode method) {
    return onHandlers(
        method,
        block -> {
          AbstractInsnNode last = block.end.getPrevious();
          while (last.getOpcode() < 0) {
            last = last.getPrevious();
          }
          LabelNode earlier = new LabelNode();
          method.instructions.insertBefore(last, earlier);
          block.end = earlier;
        });
  }

  private static boolean widenIntoGuard(MethodNode method) {
    if (WovenCode.guardJump(method) == null || method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    LabelNode start = new LabelNode();
    method.instructions.insert(start);
    method.tryCatchBlocks.get(0).start = start;
    return true;
  }

  private static boolean swapHandlers(MethodNode method) {
    if (method.tryCatchBlocks.size() < 2) {
      return false;
    }
    Collections.swap(method.tryCatchBlocks, 0, 1);
    return true;
  }
}
