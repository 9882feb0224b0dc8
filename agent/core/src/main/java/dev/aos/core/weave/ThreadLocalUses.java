package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.runtime.CarrierSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds where event-loop classes use thread locals that nothing carries. */
final class ThreadLocalUses {

  private static final String THREAD_LOCAL = "java/lang/ThreadLocal";

  /** Netty's, also in a copy of Netty in another package. */
  private static final String FAST_THREAD_LOCAL = "/concurrent/FastThreadLocal";

  private static final Set<String> METHODS =
      Set.of("get", "getIfExists", "set", "remove", "getAndSet", "setIfDifferent");

  private final Set<String> carried = new HashSet<>();

  /**
   * @param rules what is carried
   */
  ThreadLocalUses(List<ThreadStateRule> rules) {
    for (ThreadStateRule rule : rules) {
      if (rule.carrier().source() instanceof CarrierSettings.Field field) {
        carried.add(rule.carrier().owner() + "." + field.field());
      }
    }
  }

  /** The uses in one method, the first of each variable. */
  List<ThreadLocalUse> in(MethodNode method, String className, ClassHierarchy hierarchy) {
    List<ThreadLocalUse> uses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int line = PlannedSite.NO_LINE;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      } else if (instruction instanceof MethodInsnNode call
          && call.getOpcode() == Opcodes.INVOKEVIRTUAL
          && METHODS.contains(call.name)
          && isThreadLocal(call.owner, hierarchy)) {
        String field = field(call);
        if (!carried.contains(field) && seen.add(field)) {
          uses.add(new ThreadLocalUse(ClassFiles.binaryName(className), method.name, line, field));
        }
      }
    }
    return uses;
  }

  private static boolean isThreadLocal(String owner, ClassHierarchy hierarchy) {
    if (isRoot(owner)) {
      return true;
    }
    if (!owner.contains("ThreadLocal")) {
      // Asking for the supertypes of every class that has a get() would be dear.
      return false;
    }
    for (ClassInfo supertype : hierarchy.supertypes(owner).found()) {
      if (isRoot(supertype.name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRoot(String name) {
    return name.equals(THREAD_LOCAL) || name.endsWith(FAST_THREAD_LOCAL);
  }

  /** The field that the receiver comes from: the nearest one before the call that has its type. */
  private static String field(MethodInsnNode call) {
    String type = Type.getObjectType(call.owner).getDescriptor();
    for (AbstractInsnNode at = call.getPrevious(); at != null; at = at.getPrevious()) {
      if (at instanceof FieldInsnNode field
          && field.desc.equals(type)
          && (at.getOpcode() == Opcodes.GETSTATIC || at.getOpcode() == Opcodes.GETFIELD)) {
        return ClassFiles.binaryName(field.owner) + "." + field.name;
      }
    }
    return "";
  }
}
