package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Takes a guard out of a method, if it is exactly the one that the plan asks for: each argument of
 * its call site, where it goes on, the frame there, and no place inside that anything could jump
 * to.
 */
final class GuardRemoval {

  private final MethodPlan plan;
  private final ClassPlan owner;
  private final List<AbstractInsnNode> expected = new ArrayList<>();

  /**
   * @param owner the class that declares the method
   * @param plan the method
   * @param guard its guard
   * @param bootstrap the bootstrap method that the guard names
   */
  GuardRemoval(ClassPlan owner, MethodPlan plan, MethodGuard guard, Handle bootstrap) {
    this.owner = owner;
    this.plan = plan;
    MethodNode written = new MethodNode(ClassFiles.ASM_API);
    guard.write(written, owner.declarations(), bootstrap, 0);
    AbstractInsnNode last = null;
    for (AbstractInsnNode node : written.instructions) {
      boolean startOfLine = node instanceof LabelNode && last == null;
      if (!startOfLine && !(node instanceof LineNumberNode)) {
        expected.add(node);
        last = node;
      }
    }
  }

  /**
   * Removes the guard from code that was read without debug information.
   *
   * @return whether it was there
   */
  boolean from(InsnList instructions) {
    List<AbstractInsnNode> found = new ArrayList<>();
    for (AbstractInsnNode node = instructions.getFirst();
        node != null && found.size() < expected.size();
        node = node.getNext()) {
      found.add(node);
    }
    if (!isGuard(found)) {
      return false;
    }
    for (AbstractInsnNode node : found) {
      instructions.remove(node);
    }
    return true;
  }

  private boolean isGuard(List<AbstractInsnNode> found) {
    if (found.size() < expected.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!isSame(expected.get(i), found.get(i), found)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(
      AbstractInsnNode wanted, AbstractInsnNode found, List<AbstractInsnNode> guard) {
    if (wanted.getOpcode() != found.getOpcode() || wanted.getType() != found.getType()) {
      return false;
    }
    if (wanted instanceof VarInsnNode load) {
      return load.var == ((VarInsnNode) found).var;
    }
    if (wanted instanceof InvokeDynamicInsnNode site) {
      return isSame(site, (InvokeDynamicInsnNode) found);
    }
    if (wanted instanceof JumpInsnNode jump) {
      return guard.indexOf(((JumpInsnNode) found).label) == expected.indexOf(jump.label);
    }
    return !(wanted instanceof FrameNode frame) || isSame(frame, (FrameNode) found);
  }

  private static boolean isSame(InvokeDynamicInsnNode wanted, InvokeDynamicInsnNode found) {
    return wanted.name.equals(found.name)
        && wanted.desc.equals(found.desc)
        && wanted.bsm.equals(found.bsm)
        && Unweaver.hasArguments(found, (Handle) wanted.bsmArgs[0]);
  }

  private boolean isSame(FrameNode wanted, FrameNode found) {
    List<Object> stack = wanted.stack == null ? List.of() : wanted.stack;
    return found.stack.equals(stack) && found.local.equals(firstLocals());
  }

  /** The locals of the implicit first frame, as the guard leaves them. */
  private List<Object> firstLocals() {
    List<Object> locals = new ArrayList<>();
    if ((plan.access() & Opcodes.ACC_STATIC) == 0) {
      locals.add(owner.declarations().name());
    }
    for (Type argument : Type.getArgumentTypes(plan.descriptor())) {
      locals.add(
          switch (argument.getSort()) {
            case Type.OBJECT, Type.ARRAY -> argument.getInternalName();
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            default -> Opcodes.INTEGER;
          });
    }
    return locals;
  }
}
