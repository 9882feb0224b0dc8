package dev.aos.core.weave;

import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/** A value with the instruction that has put it where it is. */
final class Origin extends BasicValue {

  private final Optional<AbstractInsnNode> producer;
  private final Optional<AbstractInsnNode> builder;

  private Origin(
      Type type, Optional<AbstractInsnNode> producer, Optional<AbstractInsnNode> builder) {
    super(type);
    this.producer = producer;
    this.builder = builder;
  }

  /** A value of unknown origin. */
  static Origin unknown(Type type) {
    return new Origin(type, Optional.empty(), Optional.empty());
  }

  static Origin of(Type type, AbstractInsnNode producer) {
    return new Origin(type, Optional.of(producer), Optional.empty());
  }

  /**
   * A string builder.
   *
   * @param creation the instruction that has made it
   */
  static Origin ofBuilder(Type type, AbstractInsnNode producer, AbstractInsnNode creation) {
    return new Origin(type, Optional.of(producer), Optional.of(creation));
  }

  /** The instruction; empty if several can have done it. */
  Optional<AbstractInsnNode> producer() {
    return producer;
  }

  boolean isFrom(AbstractInsnNode instruction) {
    return producer.isPresent() && producer.get() == instruction;
  }

  /** Of a string builder the instruction that has made it. */
  Optional<AbstractInsnNode> builder() {
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Origin origin
        && getType().equals(origin.getType())
        && producer.equals(origin.producer)
        && builder.equals(origin.builder);
  }

  @Override
  public int hashCode() {
    return getType().hashCode();
  }
}
