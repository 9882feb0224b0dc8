package dev.aos.core.match;

import dev.aos.core.rules.LoopEntry;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which methods can be what a loop definition says they are, as far as their declaration tells. */
public final class EntryRules {

  /** What the runtime can hand out before the method's work is done. */
  private static final List<String> STAGES =
      List.of("java.util.concurrent.CompletionStage", "java.util.concurrent.CompletableFuture");

  private EntryRules() {
    // no instances
  }

  /**
   * Why a method can't be an entry, or exclusive; empty if it can.
   *
   * @param entry what the loop definition says
   * @param access the method's access flags
   * @param name its name
   * @param descriptor its descriptor
   */
  public static Optional<String> obstacle(
      LoopEntry entry, int access, String name, String descriptor) {
    return entry.isExclusive()
        ? exclusiveObstacle(access, name, descriptor)
        : entryObstacle(access, name, descriptor, entry.result().isPresent());
  }

  private static Optional<String> entryObstacle(
      int access, String name, String descriptor, boolean hasResult) {
    Optional<String> obstacle = guardObstacle(access, name, "an entry");
    if (obstacle.isPresent()) {
      return obstacle;
    }
    if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return Optional.of("a synchronized method holds its monitor and can't be suspended");
    }
    Type result = Type.getReturnType(descriptor);
    if (result.getSort() == Type.VOID) {
      return hasResult ? Optional.of("a void method has no `result`") : Optional.empty();
    }
    if (result.getSort() < Type.ARRAY) {
      return Optional.of(
          "it returns "
              + result.getClassName()
              + ", which its caller would need before its work is done");
    }
    if (hasResult || STAGES.contains(result.getClassName())) {
      return Optional.empty();
    }
    return Optional.of(
        "it returns " + result.getClassName() + ": `result` has to say what its caller gets");
  }

  private static Optional<String> exclusiveObstacle(int access, String name, String descriptor) {
    Optional<String> obstacle = guardObstacle(access, name, "exclusive");
    if (obstacle.isPresent()) {
      return obstacle;
    }
    if ((access & Opcodes.ACC_SYNCHRONIZED) == 0) {
      return Optional.empty();
    }
    return (access & Opcodes.ACC_STATIC) == 0 && descriptor.endsWith(")V")
        ? Optional.empty()
        : Optional.of(
            "an exclusive method that is synchronized has a receiver and returns nothing");
  }

  /** Why a method can't be one that ends a loop; parameters as for {@link #obstacle}. */
  public static Optional<String> shutdownObstacle(int access, String name, String descriptor) {
    Optional<String> obstacle = guardObstacle(access, name, "a shutdown method");
    int result = Type.getReturnType(descriptor).getSort();
    if (obstacle.isEmpty() && result != Type.VOID && result != Type.BOOLEAN) {
      return Optional.of("a shutdown method returns void or boolean");
    }
    return obstacle;
  }

  private static Optional<String> guardObstacle(int access, String name, String what) {
    if (name.startsWith("<")) {
      return Optional.of("a constructor or class initialiser can't be " + what);
    }
    return (access & Opcodes.ACC_NATIVE) != 0
        ? Optional.of("a native method has no code to guard")
        : Optional.empty();
  }
}
