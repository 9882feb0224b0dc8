package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Class files older than {@code invokedynamic}. One of version 50 can become one of version 51, for
 * it may have stack maps already. But 50 is the only version that the JVM verifies once more, by
 * inference, where its stack maps are wrong or missing (JVMS 4.10); so it is raised only if it
 * passes by them. A woven class of version 51 that fails would be the end of a class that worked.
 */
final class OldClassFiles {

  /** The first class file version with {@code invokedynamic}. */
  static final int FIRST_VERSION = Opcodes.V1_7;

  private static final int WITH_STACK_MAPS = Opcodes.V1_6;
  private static final int MAJOR = 0xFFFF;

  private OldClassFiles() {
    // no instances
  }

  /** The version that a woven class has. */
  static int raised(int version) {
    return (version & MAJOR) == WITH_STACK_MAPS ? FIRST_VERSION : version;
  }

  /**
   * Why a class can't have {@code invokedynamic} instructions; empty if it can.
   *
   * @param reader the class
   * @param hierarchy the classes that it sees
   */
  static Optional<String> obstacle(ClassReader reader, ClassHierarchy hierarchy) {
    int version = ClassFiles.version(reader);
    if (version >= FIRST_VERSION) {
      return Optional.empty();
    }
    String obstacle = "class file version " + version + " has no invokedynamic";
    if (version != WITH_STACK_MAPS) {
      return Optional.of(obstacle);
    }
    Optional<String> complaint = StackMapVerifier.complaint(reader, hierarchy);
    if (complaint.isEmpty() && hasUnusualInitialiser(reader)) {
      complaint = Optional.of("its class initialiser is not static");
    }
    return complaint.isEmpty()
        ? complaint
        : Optional.of(
            obstacle
                + ", and it would not verify as version "
                + FIRST_VERSION
                + ": "
                + complaint.get());
  }

  /** From version 51 on only a static {@code <clinit>} is a class initialiser (JVMS 2.9.2). */
  private static boolean hasUnusualInitialiser(ClassReader reader) {
    ClassNode classNode = new ClassNode(ClassFiles.ASM_API);
    reader.accept(classNode, ClassReader.SKIP_CODE);
    for (MethodNode method : classNode.methods) {
      if (method.name.equals("<clinit>") && (method.access & Opcodes.ACC_STATIC) == 0) {
        return true;
      }
    }
    return false;
  }
}
