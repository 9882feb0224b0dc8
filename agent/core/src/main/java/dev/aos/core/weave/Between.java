package dev.aos.core.weave;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which instructions of one method may come between the begin of a call and its await: those that
 * nobody can tell to have come too early, whatever becomes of the call.
 */
final class Between {

  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
  private static final String CHARSETS = "java/nio/charset/StandardCharsets";

  private final MethodPlanner.Context context;
  private final ValueFlow flow;
  private final boolean hasThis;

  /** String builders of this basic block that nobody else knows, by what has made them. */
  private final Set<AbstractInsnNode> builders = new HashSet<>();

  Between(MethodPlanner.Context context, MethodNode method, ValueFlow flow) {
    this.context = context;
    this.flow = flow;
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    this.hasThis = !isStatic && !method.name.equals(ClassFiles.CONSTRUCTOR) && !storesThis(method);
  }

  private static boolean storesThis(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() == Opcodes.ASTORE && ((VarInsnNode) node).var == 0) {
        return true;
      }
    }
    return false;
  }

  /** A basic block begins. */
  void boundary() {
    builders.clear();
  }

  /** Notes what an instruction does to string builders. */
  void passed(AbstractInsnNode node) {
    if (isNewBuilder(node)) {
      builders.add(node);
    } else if (!builders.isEmpty()
        && node.getOpcode() != Opcodes.DUP
        && !BuilderCalls.areContained(node)) {
      for (Origin value : flow.taken(node)) {
        if (value.builder().isPresent()) {
          builders.remove(value.builder().get());
        }
      }
    }
  }

  private static boolean isNewBuilder(AbstractInsnNode node) {
    return node.getOpcode() == Opcodes.NEW
        && ((TypeInsnNode) node).desc.equals(OriginInterpreter.BUILDER);
  }

  /**
   * What an instruction is, if calls have to be awaited before it; empty if they need not.
   *
   * @param woven whether it is a call that is rewritten by itself
   */
  Optional<String> obstacle(AbstractInsnNode node, boolean woven) {
    int opcode = node.getOpcode();
    if (!flow.isReached(node)) {
      return Optional.of("code that is never reached");
    }
    if (node instanceof MethodInsnNode call) {
      return woven || !isPassable(call) ? another(call) : Optional.empty();
    }
    if (node instanceof InvokeDynamicInsnNode dynamic) {
      return isConcatenation(dynamic) ? Optional.empty() : Optional.of("an invokedynamic");
    }
    if (node instanceof FieldInsnNode field) {
      return neverChanges(field) ? Optional.empty() : Optional.of("access to a field");
    }
    if (node instanceof LdcInsnNode load) {
      return isPlain(load.cst) ? Optional.empty() : Optional.of("a constant that is loaded");
    }
    if (DeferralFinder.isStore(opcode) || opcode == Opcodes.IINC) {
      return flow.isReadByHandler(node)
          ? Optional.of("a variable changes that an exception handler sees")
          : Optional.empty();
    }
    boolean harmless = isNewBuilder(node) || ValueFlow.makesEmptyArray(node) || isQuiet(opcode);
    return harmless ? Optional.empty() : Optional.of(name(opcode));
  }

  private static Optional<String> another(MethodInsnNode call) {
    return Optional.of(
        "another call, " + new CallSite(call.getOpcode(), call.owner, call.name, call.desc, false));
  }

  /** Whether a call that may come between can fail: then calls before it come first. */
  boolean mayFail(AbstractInsnNode node) {
    return node instanceof MethodInsnNode && !BuilderCalls.areContained(node);
  }

  private boolean isPassable(MethodInsnNode call) {
    if (call.owner.equals(OriginInterpreter.BUILDER)) {
      return BuilderCalls.areContained(call) && isOfFreshBuilder(call);
    }
    CallSite site = new CallSite(call.getOpcode(), call.owner, call.name, call.desc, call.itf);
    return context.matcher().isPure(site, context.hierarchy())
        && context.obstacles().reason(site).isEmpty()
        && ReplacementCall.of(site, context.className()).argumentSlots()
            < CallObstacles.MOST_ARGUMENT_SLOTS;
  }

  private boolean isOfFreshBuilder(MethodInsnNode call) {
    // The receiver is taken last.
    List<Origin> taken = flow.taken(call);
    Optional<AbstractInsnNode> builder =
        taken.isEmpty() ? Optional.empty() : taken.get(taken.size() - 1).builder();
    return builder.isPresent() && builders.contains(builder.get());
  }

  /** Whether texts are put together, of parts that no code of the user's is asked for. */
  private static boolean isConcatenation(InvokeDynamicInsnNode dynamic) {
    if (!dynamic.bsm.getOwner().equals(CONCATENATION)) {
      return false;
    }
    for (Type part : Type.getArgumentTypes(dynamic.desc)) {
      boolean boxed = isBoxed(part);
      if (part.getSort() == Type.ARRAY || part.getSort() == Type.OBJECT && !boxed) {
        return false;
      }
    }
    for (Object argument : dynamic.bsmArgs) {
      if (!(argument instanceof String)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBoxed(Type type) {
    return switch (type.getDescriptor()) {
      case "Ljava/lang/String;",
          "Ljava/lang/Boolean;",
          "Ljava/lang/Byte;",
          "Ljava/lang/Character;",
          "Ljava/lang/Short;",
          "Ljava/lang/Integer;",
          "Ljava/lang/Long;",
          "Ljava/lang/Float;",
          "Ljava/lang/Double;" ->
          true;
      default -> false;
    };
  }

  /** Whether a field is read that has been the same since before the method began. */
  private boolean neverChanges(FieldInsnNode field) {
    if (field.getOpcode() == Opcodes.GETSTATIC && field.owner.equals(CHARSETS)) {
      return true;
    }
    Integer access = context.declarations().fields().get(field.name + " " + field.desc);
    if (!field.owner.equals(context.className())
        || access == null
        || (access & Opcodes.ACC_FINAL) == 0) {
      return false;
    }
    return field.getOpcode() == Opcodes.GETSTATIC
        || field.getOpcode() == Opcodes.GETFIELD && hasThis && isOfThis(field);
  }

  private boolean isOfThis(FieldInsnNode field) {
    Optional<AbstractInsnNode> producer = flow.taken(field).get(0).producer();
    return producer.isPresent()
        && producer.get().getOpcode() == Opcodes.ALOAD
        && ((VarInsnNode) producer.get()).var == 0;
  }

  private static boolean isPlain(Object constant) {
    return constant instanceof String || constant instanceof Number;
  }

  /** Whether an instruction only moves values, or counts with them, and can't fail. */
  private static boolean isQuiet(int opcode) {
    return opcode <= Opcodes.SIPUSH
        || opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
        || opcode >= Opcodes.POP && opcode <= Opcodes.DCMPG && !mayDivideByZero(opcode);
  }

  private static boolean mayDivideByZero(int opcode) {
    return opcode == Opcodes.IDIV
        || opcode == Opcodes.LDIV
        || opcode == Opcodes.IREM
        || opcode == Opcodes.LREM;
  }

  private static String name(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      return "the end of the method";
    }
    if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
      return "a monitor";
    }
    boolean branch =
        opcode >= Opcodes.IFEQ && opcode <= Opcodes.LOOKUPSWITCH
            || opcode == Opcodes.IFNULL
            || opcode == Opcodes.IFNONNULL;
    return branch ? "a branch" : "an instruction that may fail or sees the heap";
  }
}
