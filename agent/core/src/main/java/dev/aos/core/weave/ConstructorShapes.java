package dev.aos.core.weave;

import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Proves which constructor calls of one method have the plain shape {@code NEW, DUP, arguments,
 * INVOKESPECIAL}: the receiver and the slot below it are the object, and nothing else is. Only then
 * can the object that an {@code invokedynamic} returns take its place.
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

  /** Why a constructor call has not the plain shape; empty if it has. */
  Optional<String> obstacle(MethodInsnNode call) {
    if (frames.isEmpty()) {
      return Optional.of("the method's data flow can't be analysed");
    }
    Frame<BasicValue> frame = frames.get()[method.instructions.indexOf(call)];
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
    if (receiver.role() == UninitializedObject.Role.ORIGINAL) {
      return Optional.of("NEW without DUP: the new object is not used");
    }
    return isPlain(frame, receiverIndex, receiver)
        ? Optional.empty()
        : Optional.of("the new object is copied otherwise than by DUP after NEW");
  }

  private static boolean isPlain(
      Frame<BasicValue> frame, int receiverIndex, UninitializedObject receiver) {
    BasicValue original = receiver.copied(UninitializedObject.Role.ORIGINAL);
    return receiver.role() == UninitializedObject.Role.DUPLICATE
        && frame.getStack(receiverIndex - 1).equals(original)
        && copies(frame, receiver) == 2;
  }

  private static int copies(Frame<BasicValue> frame, UninitializedObject object) {
    int copies = 0;
    for (int local = 0; local < frame.getLocals(); local++) {
      copies += object.isSameObject(frame.getLocal(local)) ? 1 : 0;
    }
    for (int index = 0; index < frame.getStackSize(); index++) {
      copies += object.isSameObject(frame.getStack(index)) ? 1 : 0;
    }
    return copies;
  }

  /** Where the receiver of a call lies: below its arguments. One stack element may be two slots. */
  static int receiverIndex(Frame<BasicValue> frame, MethodInsnNode call) {
    return frame.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
  }
}
