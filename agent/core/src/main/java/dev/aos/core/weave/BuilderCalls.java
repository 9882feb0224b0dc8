package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of a string builder that only its own code sees: they can't fail, and make no call of the
 * user's code.
 */
final class BuilderCalls {

  private static final Set<String> APPENDED =
      Set.of("Ljava/lang/String;", "Z", "C", "I", "J", "F", "D");

  private BuilderCalls() {
    // no instances
  }

  private static boolean isOfBuilder(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(OriginInterpreter.BUILDER);
  }

  /** Whether it is a call that returns its receiver. */
  static boolean returnsReceiver(AbstractInsnNode instruction) {
    if (!isOfBuilder(instruction)) {
      return false;
    }
    MethodInsnNode call = (MethodInsnNode) instruction;
    String arguments = call.desc.substring(1, call.desc.indexOf(')'));
    return call.name.equals("append") && APPENDED.contains(arguments);
  }

  /** Whether a call keeps a builder for itself, and does no more than that. */
  static boolean areContained(AbstractInsnNode instruction) {
    if (!isOfBuilder(instruction)) {
      return false;
    }
    MethodInsnNode call = (MethodInsnNode) instruction;
    return returnsReceiver(call)
        || call.name.equals(ClassFiles.CONSTRUCTOR) && call.desc.equals("()V")
        || call.name.equals("toString");
  }
}
