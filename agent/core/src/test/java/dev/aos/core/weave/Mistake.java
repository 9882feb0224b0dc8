package dev.aos.core.weave;

import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Something that a weaver could do wrong, made on purpose in a class that was woven rightly.
 *
 * @param name what is wrong
 * @param seed makes the mistake in one woven method; says no where the method has no place for it
 */
record Mistake(String name, Seed seed) {

  /** Makes a mistake. */
  interface Seed {
    boolean in(ClassNode type, MethodNode method, MethodPlan plan);
  }

  static Mistake in(String name, Predicate<MethodNode> seed) {
    return new Mistake(name, (type, method, plan) -> seed.test(method));
  }

  /** The same only in methods of a kind. */
  Mistake where(Predicate<MethodNode> kind) {
    return new Mistake(
        name, (type, method, plan) -> kind.test(method) && seed.in(type, method, plan));
  }

  /** A woven class with this mistake in one method; empty if there is no place for it. */
  Optional<byte[]> seeded(byte[] woven, MethodPlan plan) {
    ClassNode type = new ClassNode();
    new ClassReader(woven).accept(type, ClassReader.EXPAND_FRAMES);
    for (MethodNode method : type.methods) {
      if (method.name.equals(plan.name()) && method.desc.equals(plan.descriptor())) {
        if (!seed.in(type, method, plan)) {
          return Optional.empty();
        }
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return Optional.of(writer.toByteArray());
      }
    }
    throw new AssertionError(plan);
  }

  @Override
  public String toString() {
    return name;
  }
}
