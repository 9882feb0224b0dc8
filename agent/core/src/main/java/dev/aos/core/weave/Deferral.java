package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Calls of one basic block that are begun one after the other, and awaited together. What stands
 * for a call that has begun is in a local variable of its own; its result comes onto the stack, or
 * into its variable, at the await. All of it is inside one basic block, so no frame tells of it.
 *
 * @param calls the calls, in the order of the program
 * @param pure for each call between that may fail its ordinal among the method's invoke
 *     instructions, and how many of {@code calls} have been begun before it
 * @param awaitAfter the instruction behind which they are awaited, by its ordinal
 * @param stack what is on the stack there, from the lowest of the results on
 * @param firstLocal the first local variable that the method does not use
 */
record Deferral(
    List<Begun> calls,
    Map<Integer, Integer> pure,
    int awaitAfter,
    List<StackEntry> stack,
    int firstLocal) {

  /** How much deeper the stack gets at most: by what stands for a call, or by a result. */
  static final int STACK = 2;

  /** What happens to the result of a call. */
  enum Use {
    /** It stays on the stack. */
    STACK,
    /** The next instruction stores it. */
    STORED,
    /** The next instruction drops it. */
    DROPPED,
    /** There is none. */
    NONE
  }

  /**
   * A call that is begun ahead.
   *
   * @param ordinal its ordinal among the method's invoke instructions
   * @param call the call
   * @param use what happens to its result
   * @param local the variable in which it is stored, if it is
   */
  record Begun(int ordinal, CallSite call, Use use, int local) {

    Type result() {
      return Type.getReturnType(call.descriptor());
    }

    /** Whether the instruction behind the call comes behind the await instead. */
    boolean movesNext() {
      return use == Use.STORED || use == Use.DROPPED;
    }

    /** Writes that instruction. */
    void writeMoved(MethodVisitor code) {
      if (use == Use.STORED) {
        code.visitVarInsn(result().getOpcode(Opcodes.ISTORE), local);
      } else if (use == Use.DROPPED) {
        code.visitInsn(result().getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
      }
    }
  }

  /**
   * A value on the stack.
   *
   * @param call the index of the call whose result it is; negative if it is something else
   * @param type its type, as far as instructions tell types apart
   */
  record StackEntry(int call, Type type) {

    boolean isResult() {
      return call >= 0;
    }
  }

  /** The local variables that it takes. */
  int locals() {
    int slots = calls.size();
    for (StackEntry entry : stack) {
      slots += entry.isResult() ? 0 : entry.type().getSize();
    }
    return slots;
  }

  /** The index of a call; negative if it is none of these. */
  int indexOf(int ordinal) {
    for (int index = 0; index < calls.size(); index++) {
      if (calls.get(index).ordinal() == ordinal) {
        return index;
      }
    }
    return -1;
  }

  /** The variable with what stands for a call. */
  int local(int index) {
    return firstLocal + index;
  }

  /**
   * Writes what awaits all calls.
   *
   * @param code where to; behind the instruction, before any label
   * @param caller the internal name of the class
   * @param bootstrap the bootstrap methods
   * @param number gives for an index in {@code calls} the number of the site
   */
  void writeAwait(MethodVisitor code, String caller, Bootstrap bootstrap, IntUnaryOperator number) {
    int[] spilled = spill(code);
    int next = 0;
    for (int index = 0; index < calls.size(); index++) {
      Begun begun = calls.get(index);
      while (begun.use() == Use.STACK && stack.get(next).call() != index) {
        load(code, next, spilled);
        next++;
      }
      // Stack: results and values that were between them...
      code.visitVarInsn(Opcodes.ALOAD, local(index));
      code.visitInvokeDynamicInsn(
          "await",
          Type.getMethodDescriptor(begun.result(), DeferredCalls.PENDING),
          bootstrap.await(),
          ReplacementCall.of(begun.call(), caller).original(),
          number.applyAsInt(index));
      if (begun.use() == Use.STACK) {
        next++;
      }
      begun.writeMoved(code);
    }
    for (; next < stack.size(); next++) {
      load(code, next, spilled);
    }
  }

  private int[] spill(MethodVisitor code) {
    int[] spilled = new int[stack.size()];
    int local = local(calls.size());
    for (int index = stack.size() - 1; index >= 0; index--) {
      StackEntry entry = stack.get(index);
      if (!entry.isResult()) {
        code.visitVarInsn(entry.type().getOpcode(Opcodes.ISTORE), local);
        spilled[index] = local;
        local += entry.type().getSize();
      }
    }
    return spilled;
  }

  private void load(MethodVisitor code, int index, int[] spilled) {
    code.visitVarInsn(stack.get(index).type().getOpcode(Opcodes.ILOAD), spilled[index]);
  }
}
