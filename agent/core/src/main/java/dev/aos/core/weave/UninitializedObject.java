package dev.aos.core.weave;

import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/** An object between its creation and the return of its constructor, as one slot holds it. */
final class UninitializedObject extends BasicValue {

  /** How the reference came into its slot. */
  enum Role {
    /** Pushed by {@code NEW}, or {@code this} of a constructor. */
    ORIGINAL,
    /** Pushed by the {@code DUP} that follows {@code NEW} directly. */
    DUPLICATE,
    /** Copied in any other way. */
    STRAY
  }

  private final Optional<AbstractInsnNode> creation;
  private final Role role;

  private UninitializedObject(Optional<AbstractInsnNode> creation, Role role) {
    super(null);
    this.creation = creation;
    this.role = role;
  }

  /** What {@code NEW} pushes. */
  static UninitializedObject created(AbstractInsnNode creation) {
    return new UninitializedObject(Optional.of(creation), Role.ORIGINAL);
  }

  /** The {@code this} of a constructor. */
  static UninitializedObject thisObject() {
    return new UninitializedObject(Optional.empty(), Role.ORIGINAL);
  }

  UninitializedObject copied(Role newRole) {
    return new UninitializedObject(creation, newRole);
  }

  Role role() {
    return role;
  }

  /** The {@code NEW} that pushed it; empty for the {@code this} of a constructor. */
  Optional<AbstractInsnNode> creation() {
    return creation;
  }

  boolean isThis() {
    return creation.isEmpty();
  }

  boolean isCreatedBy(AbstractInsnNode instruction) {
    return creation.isPresent() && creation.get() == instruction;
  }

  /** Whether a value is this object too, in whatever role. */
  boolean isSameObject(BasicValue value) {
    return value instanceof UninitializedObject other && creation.equals(other.creation);
  }

  @Override
  public boolean equals(Object value) {
    return value instanceof UninitializedObject other
        && creation.equals(other.creation)
        && role == other.role;
  }

  @Override
  public int hashCode() {
    return Objects.hash(creation, role);
  }

  @Override
  public String toString() {
    return isThis() ? "uninitialised this" : "uninitialised object";
  }
}
