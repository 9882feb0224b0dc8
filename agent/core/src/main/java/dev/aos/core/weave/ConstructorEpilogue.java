package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What follows a constructor's call site. The constructor would have initialised every copy of its
 * object where it lies; the call site gives another object back, which this puts in the place of
 * each of them. The {@code NEW} of the uninitialised object stays: frames among the arguments may
 * name it, and it initialises the class before the arguments are evaluated.
 *
 * @param used whether there is a copy below the receiver, which becomes the call's result
 * @param locals the local variables with a copy
 */
record ConstructorEpilogue(boolean used, List<Integer> locals) {

  /**
   * How much deeper the stack gets at most, if the constructor has no arguments: by the object that
   * comes back, and its copy.
   */
  static final int STACK = 2;

  void write(MethodVisitor code) {
    for (Step step : steps()) {
      if (step.opcode() == Opcodes.ASTORE) {
        code.visitVarInsn(Opcodes.ASTORE, step.local());
      } else {
        code.visitInsn(step.opcode());
      }
    }
  }

  /**
   * Takes it out of a method; what is not as written stays in.
   *
   * @return whether all of it was there
   */
  boolean remove(InsnList code, AbstractInsnNode callSite) {
    for (Step step : steps()) {
      AbstractInsnNode next = callSite.getNext();
      if (next == null || !step.equals(Step.of(next))) {
        return false;
      }
      code.remove(next);
    }
    return true;
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int local : locals) {
      // Stack: uninitialized..., object
      steps.add(Step.of(Opcodes.DUP));
      steps.add(new Step(Opcodes.ASTORE, local));
    }
    if (used) {
      // Stack: uninitialized, uninitialized, object
      steps.add(Step.of(Opcodes.DUP_X2));
      // Stack: object, uninitialized, uninitialized, object
      steps.add(Step.of(Opcodes.POP));
    }
    // Stack: object if it is used, and below the top that is no longer needed: uninitialized
    steps.add(Step.of(Opcodes.POP));
    steps.add(Step.of(Opcodes.POP));
    return steps;
  }

  private record Step(int opcode, int local) {

    private static final int NONE = -1;

    static Step of(int opcode) {
      return new Step(opcode, NONE);
    }

    static Step of(AbstractInsnNode instruction) {
      return new Step(
          instruction.getOpcode(), instruction instanceof VarInsnNode local ? local.var : NONE);
    }
  }
}
