package dev.aos.core.weave;

import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What else a weaver could change: monitors, other instructions, declarations. */
final class OtherMistakes {

  private OtherMistakes() {
    // no instances
  }

  /** Those that the JVM refuses when it defines or verifies the class. */
  static List<Mistake> refused() {
    return List.of(
        Mistake.in("a monitor is a number", OtherMistakes::monitorOfNumber),
        Mistake.in("what enters a monitor is left on the stack", OtherMistakes::keepMonitor),
        new Mistake(
            "the class file is too old for invokedynamic",
            (type, method, plan) -> {
              type.version = Opcodes.V1_6;
              return true;
            }),
        new Mistake(
            "the superclass is final",
            (type, method, plan) -> {
              type.superName = "java/lang/String";
              return true;
            }),
        new Mistake(
            "a method is there twice",
            (type, method, plan) -> {
              type.methods.add(method);
              return true;
            }),
        new Mistake(
            "the method is abstract and has code",
            (type, method, plan) -> {
              method.access =
                  method.access
                          & ~(Opcodes.ACC_STATIC
                              | Opcodes.ACC_FINAL
                              | Opcodes.ACC_SYNCHRONIZED
                              | Opcodes.ACC_PRIVATE)
                      | Opcodes.ACC_ABSTRACT;
              return true;
            }));
  }

  /** Those that the JVM can't know to be mistakes. */
  static List<Mistake> accepted() {
    return List.of(
        Mistake.in(
            "a monitor is entered by the instruction",
            monitor("enterMonitor", Opcodes.MONITORENTER)),
        Mistake.in(
            "a monitor is left by the instruction", monitor("exitMonitor", Opcodes.MONITOREXIT)),
        Mistake.in("a monitor is entered instead of left", OtherMistakes::enterTwice),
        Mistake.in("a monitor is not left", monitor("exitMonitor", Opcodes.POP)),
        access("the method is synchronized", Opcodes.ACC_SYNCHRONIZED),
        access("the method is synthetic", Opcodes.ACC_SYNTHETIC),
        access("the method is a bridge", Opcodes.ACC_BRIDGE),
        new Mistake("an exclusive method keeps its monitor", OtherMistakes::keepSynchronized),
        Mistake.in("a call is as it was", OtherMistakes::restoreCall),
        Mistake.in("the guard is missing", OtherMistakes::loseGuard),
        Mistake.in("a constant differs", OtherMistakes::otherConstant),
        Mistake.in("another method is called elsewhere", OtherMistakes::otherMethod),
        Mistake.in("there is an instruction more", OtherMistakes::addInstruction),
        Mistake.in("a call runs twice", OtherMistakes::runTwice),
        new Mistake(
            "the class is final or is not",
            (type, method, plan) -> {
              type.access ^= Opcodes.ACC_SYNTHETIC;
              return true;
            }),
        new Mistake(
            "the class has an interface more",
            (type, method, plan) -> {
              type.interfaces.add("java/io/Serializable");
              return true;
            }),
        new Mistake(
            "a constant is missing",
            (type, method, plan) -> {
              return type.fields.removeIf(field -> field.value != null);
            }),
        new Mistake(
            "the methods are in another order",
            (type, method, plan) -> {
              int last = type.methods.size() - 1;
              boolean toTheFront = type.methods.get(last) == method;
              type.methods.remove(method);
              type.methods.add(toTheFront ? 0 : last, method);
              return last > 0;
            }),
        new Mistake(
            "the method throws nothing",
            (type, method, plan) -> {
              boolean some = !method.exceptions.isEmpty();
              method.exceptions.clear();
              return some;
            }));
  }

  private static Mistake access(String name, int flag) {
    return Mistake.in(
        name,
        method -> {
          boolean changes = (method.access & flag) == 0;
          method.access |= flag;
          return changes;
        });
  }

  private static boolean keepSynchronized(ClassNode type, MethodNode method, MethodPlan plan) {
    boolean lost = plan.wovenAccess() != plan.access();
    method.access = plan.access();
    return lost;
  }

  private static InvokeDynamicInsnNode monitorCall(MethodNode method, String name) {
    for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
      if (site.name.equals(name)) {
        return site;
      }
    }
    return null;
  }

  private static Predicate<MethodNode> monitor(String name, int opcode) {
    return method -> {
      InvokeDynamicInsnNode site = monitorCall(method, name);
      if (site == null) {
        return false;
      }
      method.instructions.set(site, new InsnNode(opcode));
      return true;
    };
  }

  private static boolean monitorOfNumber(MethodNode method) {
    InvokeDynamicInsnNode site = monitorCall(method, "enterMonitor");
    if (site == null) {
      return false;
    }
    site.desc = "(I)V";
    return true;
  }

  private static boolean keepMonitor(MethodNode method) {
    InvokeDynamicInsnNode site = monitorCall(method, "exitMonitor");
    if (site == null) {
      return false;
    }
    method.instructions.insertBefore(site, new InsnNode(Opcodes.POP));
    return true;
  }

  private static boolean enterTwice(MethodNode method) {
    InvokeDynamicInsnNode site = monitorCall(method, "exitMonitor");
    if (site == null) {
      return false;
    }
    site.name = "enterMonitor";
    return true;
  }

  private static boolean restoreCall(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
      Handle original = (Handle) site.bsmArgs[0];
      if (original.getTag() == Opcodes.H_INVOKESTATIC && !WovenCode.isGuard(site)) {
        method.instructions.set(
            site,
            new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                original.getOwner(),
                original.getName(),
                original.getDesc(),
                original.isInterface()));
        return true;
      }
    }
    return false;
  }

  private static boolean loseGuard(MethodNode method) {
    JumpInsnNode jump = WovenCode.guardJump(method);
    if (jump == null) {
      return false;
    }
    AbstractInsnNode end = WovenCode.next(jump.label);
    AbstractInsnNode node = method.instructions.getFirst();
    while (node != end) {
      AbstractInsnNode next = node.getNext();
      method.instructions.remove(node);
      node = next;
    }
    method.instructions.remove(end);
    // The line table and the variables begin at labels that are gone.
    method.localVariables = null;
    return true;
  }

  private static boolean otherConstant(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LdcInsnNode load && load.cst instanceof String) {
        load.cst = "other";
        return true;
      }
    }
    return false;
  }

  private static boolean otherMethod(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.name.equals("toString")
          && !call.owner.equals("java/lang/Object")) {
        call.owner = "java/lang/Object";
        return true;
      }
    }
    return false;
  }

  private static boolean addInstruction(MethodNode method) {
    if (WovenCode.sites(method).isEmpty()) {
      return false;
    }
    method.instructions.insertBefore(
        WovenCode.next(WovenCode.sites(method).get(0)), new InsnNode(Opcodes.NOP));
    return true;
  }

  private static boolean runTwice(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.calls(method)) {
      if (site.desc.equals("()V")) {
        method.instructions.insert(site, site.clone(java.util.Map.of()));
        return true;
      }
    }
    return false;
  }
}
