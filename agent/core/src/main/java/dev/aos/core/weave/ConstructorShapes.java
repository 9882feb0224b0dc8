package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Proves of which constructor calls of one method the object that an {@code invokedynamic} returns
 * can take the place of the new one, by where the copies of that one are: the receiver, the slot
 * below it, and local variables. How they came there does not matter; no exception handler around
 * the call expects one in a local, for there it is both, with and without its constructor.
 * Compilers make
 *
 * <ul>
 *   <li>{@code NEW, DUP, arguments, INVOKESPECIAL};
 *   <li>{@code NEW, arguments, INVOKESPECIAL} where the object is not used (Eclipse);
 *   <li>{@code value, NEW, DUP_X1, SWAP, INVOKESPECIAL} where the argument was there first, and
 *       {@code NEW, DUP_X2, DUP_X2, POP} where it has two slots (Eclipse's strings, boxing);
 *   <li>{@code NEW, DUP, ASTORE, ASTORE, …, ALOAD, ALOAD, arguments, INVOKESPECIAL} where an
 *       exception is caught among the arguments, which empties the stack (javac's {@code switch}).
 * </ul>
 */
final class ConstructorShapes {

  private final MethodNode method;
  private final Optional<Frame<BasicValue>[]> frames;

  /**
   * @param owner the internal name of the class that declares the method
   * @param method the method
   */
  ConstructorShapes(String owner, MethodNode method) {
    this.method = method;
    this.frames = analyze(owner, method);
  }

  private static Optional<Frame<BasicValue>[]> analyze(String owner, MethodNode method) {
    try {
      return Optional.of(CreationInterpreter.analyzer(method.name).analyze(owner, method));
    } catch (AnalyzerException | RuntimeException unusualCode) {
      return Optional.empty();
    }
  }

  /** Why a constructor call has to stay; empty if it may be rewritten. */
  Optional<String> obstacle(MethodInsnNode call) {
    if (frames.isEmpty()) {
      return Optional.of("the method's data flow can't be analysed");
    }
    Frame<BasicValue> frame = frameBefore(call);
    if (frame == null) {
      return Optional.of("unreachable code");
    }
    int receiverIndex = receiverIndex(frame, call);
    if (!(frame.getStack(receiverIndex) instanceof UninitializedObject receiver)) {
      return Optional.of("the new object comes from more than one place");
    }
    if (receiver.isThis()) {
      return Optional.of("this(..) or super(..), which creates no object");
    }
    return copiesOutOfPlace(frame, receiverIndex, receiver)
        ? Optional.of("copies of the new object lie deeper on the stack")
        : Optional.empty();
  }

  /** What must follow the call site of a constructor call without an obstacle. */
  ConstructorEpilogue epilogue(MethodInsnNode call) {
    Frame<BasicValue> frame = frameBefore(call);
    int receiverIndex = receiverIndex(frame, call);
    BasicValue receiver = frame.getStack(receiverIndex);
    List<Integer> locals = new ArrayList<>();
    for (int local = 0; local < frame.getLocals(); local++) {
      if (receiver.equals(frame.getLocal(local))) {
        locals.add(local);
      }
    }
    return new ConstructorEpilogue(isUsed(frame, receiverIndex), List.copyOf(locals));
  }

  private Frame<BasicValue> frameBefore(MethodInsnNode call) {
    return frames.orElseThrow()[method.instructions.indexOf(call)];
  }

  private static boolean isUsed(Frame<BasicValue> frame, int receiverIndex) {
    return receiverIndex > 0
        && frame.getStack(receiverIndex).equals(frame.getStack(receiverIndex - 1));
  }

  private static boolean copiesOutOfPlace(
      Frame<BasicValue> frame, int receiverIndex, UninitializedObject receiver) {
    int inPlace = isUsed(frame, receiverIndex) ? 2 : 1;
    int copies = 0;
    for (int index = 0; index < frame.getStackSize(); index++) {
      copies += receiver.equals(frame.getStack(index)) ? 1 : 0;
    }
    return copies != inPlace;
  }

  /** Where the receiver of a call lies: below its arguments. One stack element may be two slots. */
  static int receiverIndex(Frame<BasicValue> frame, MethodInsnNode call) {
    return frame.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
  }
}
