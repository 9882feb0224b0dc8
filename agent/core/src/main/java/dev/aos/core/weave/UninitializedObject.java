package dev.aos.core.weave;

import java.util.Optional;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * An object between its creation and the return of its constructor. All copies of the reference are
 * equal: of what one {@code NEW} pushes, never more than one object is in use (JVMS 4.10.1.9.new).
 */
final class UninitializedObject extends BasicValue {

  private final Optional<AbstractInsnNode> creation;

  private UninitializedObject(Optional<AbstractInsnNode> creation) {
    super(null);
    this.creation = creation;
  }

  /** What {@code NEW} pushes. */
  static UninitializedObject created(AbstractInsnNode creation) {
    return new UninitializedObject(Optional.of(creation));
  }

  /** The {@code this} of a constructor. */
  static UninitializedObject thisObject() {
    return new UninitializedObject(Optional.empty());
  }

  /** The {@code NEW} that pushed it; empty for the {@code this} of a constructor. */
  Optional<AbstractInsnNode> creation() {
    return creation;
  }

  boolean isThis() {
    return creation.isEmpty();
  }

  /** Puts another value in the place of every copy of the reference. */
  void replaceIn(Frame<BasicValue> frame, BasicValue replacement) {
    for (int local = 0; local < frame.getLocals(); local++) {
      if (equals(frame.getLocal(local))) {
        frame.setLocal(local, replacement);
      }
    }
    for (int index = 0; index < frame.getStackSize(); index++) {
      if (equals(frame.getStack(index))) {
        frame.setStack(index, replacement);
      }
    }
  }

  @Override
  public boolean equals(Object value) {
    return value instanceof UninitializedObject other && creation.equals(other.creation);
  }

  @Override
  public int hashCode() {
    return creation.hashCode();
  }

  @Override
  public String toString() {
    return isThis() ? "uninitialised this" : "uninitialised object";
  }
}
