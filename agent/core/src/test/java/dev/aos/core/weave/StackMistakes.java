package dev.aos.core.weave;

import java.util.List;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Wrong types and wrong numbers of values on the stack and in the locals. */
final class StackMistakes {

  private static final String OTHER = "Ljava/lang/Thread;";

  private StackMistakes() {
    // no instances
  }

  /** Those that the JVM refuses when it verifies the class. */
  static List<Mistake> refused() {
    return List.of(
        Mistake.in("the result of every call is lost", StackMistakes::loseResults),
        Mistake.in("a value is left before a frame", StackMistakes::leaveBeforeFrame),
        Mistake.in("a call takes an argument more", StackMistakes::takeMore),
        // Null goes for anything.
        Mistake.in("an argument has another type", StackMistakes::otherReference)
            .where(method -> !method.name.equals("onNull")),
        Mistake.in("a number is taken for another kind", StackMistakes::otherNumber),
        Mistake.in("the result has another kind", StackMistakes::otherResult),
        Mistake.in("the result has another type", StackMistakes::otherResultType),
        Mistake.in("the uninitialised object is in the new one's place", epilogue(Opcodes.DUP)),
        Mistake.in("one POP too many behind a constructor", StackMistakes::popMore),
        Mistake.in("the new object is not put below the others", epilogue(Opcodes.NOP)),
        new Mistake("the stack is one too shallow", StackMistakes::shallow),
        new Mistake("the locals are one too few", StackMistakes::fewLocals),
        Mistake.in("a reference is loaded from a local that has none", StackMistakes::loadNothing),
        Mistake.in("a reference is loaded as a number", StackMistakes::loadOtherKind),
        Mistake.in("nothing is returned", replaceReturn(Opcodes.ARETURN, Opcodes.RETURN)),
        Mistake.in(
            "a reference is returned as a number", replaceReturn(Opcodes.ARETURN, Opcodes.IRETURN)),
        Mistake.in("a result of a void method", replaceReturn(Opcodes.RETURN, Opcodes.ARETURN)),
        Mistake.in("control falls off the end", StackMistakes::fallOff),
        Mistake.in("the guard's answer is taken for a reference", StackMistakes::askForNull));
  }

  /** Those that leave the stack as the JVM wants it. */
  static List<Mistake> accepted() {
    return List.of(
        Mistake.in("an object is left on the stack for good", StackMistakes::leaveForGood),
        Mistake.in("a condition is turned round", StackMistakes::turnRound),
        Mistake.in("the guard's answer is turned round", StackMistakes::turnGuardRound),
        Mistake.in("an argument is null", StackMistakes::passNull),
        Mistake.in("the guard passes one argument for another", StackMistakes::swapGuardArguments),
        Mistake.in("there is a local more", StackMistakes::addLocal));
  }

  private static boolean loseResults(MethodNode method) {
    boolean lost = false;
    for (InvokeDynamicInsnNode site : WovenCode.calls(method)) {
      Type result = Type.getReturnType(site.desc);
      if (result.getSize() > 0) {
        int pop = result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP;
        method.instructions.insert(site, new InsnNode(pop));
        lost = true;
      }
    }
    return lost;
  }

  private static boolean leaveBeforeFrame(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    for (AbstractInsnNode instruction : method.instructions) {
      boolean ofNumber =
          instruction.getOpcode() >= Opcodes.IFEQ && instruction.getOpcode() <= Opcodes.IFLE;
      if (ofNumber && instruction != guard) {
        method.instructions.insertBefore(instruction, new InsnNode(Opcodes.ICONST_0));
        method.instructions.insertBefore(instruction, new InsnNode(Opcodes.SWAP));
        method.maxStack++;
        return true;
      }
    }
    return false;
  }

  private static boolean redescribe(
      List<InvokeDynamicInsnNode> sites, UnaryOperator<String> descriptor) {
    for (InvokeDynamicInsnNode site : sites) {
      String other = descriptor.apply(site.desc);
      if (!other.equals(site.desc)) {
        site.desc = other;
        return true;
      }
    }
    return false;
  }

  private static boolean takeMore(MethodNode method) {
    return redescribe(WovenCode.sites(method), descriptor -> "(D" + descriptor.substring(1));
  }

  private static boolean otherReference(MethodNode method) {
    return redescribe(
        WovenCode.sites(method),
        descriptor -> {
          Type[] arguments = Type.getArgumentTypes(descriptor);
          for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].getSort() == Type.OBJECT) {
              arguments[i] = Type.getType(OTHER);
              return Type.getMethodDescriptor(Type.getReturnType(descriptor), arguments);
            }
          }
          return descriptor;
        });
  }

  private static boolean otherNumber(MethodNode method) {
    return redescribe(
        WovenCode.sites(method),
        descriptor -> {
          Type[] arguments = Type.getArgumentTypes(descriptor);
          for (int i = 0; i < arguments.length; i++) {
            Type other =
                switch (arguments[i].getSort()) {
                  case Type.LONG -> Type.DOUBLE_TYPE;
                  case Type.DOUBLE -> Type.LONG_TYPE;
                  case Type.FLOAT -> Type.INT_TYPE;
                  case Type.INT, Type.CHAR, Type.BOOLEAN -> Type.FLOAT_TYPE;
                  default -> arguments[i];
                };
            if (other != arguments[i]) {
              arguments[i] = other;
              return Type.getMethodDescriptor(Type.getReturnType(descriptor), arguments);
            }
          }
          return descriptor;
        });
  }

  private static boolean otherResult(MethodNode method) {
    return redescribeResult(
        method,
        result ->
            switch (result.getSort()) {
              case Type.OBJECT, Type.ARRAY -> Type.INT_TYPE;
              case Type.LONG -> Type.DOUBLE_TYPE;
              case Type.DOUBLE -> Type.LONG_TYPE;
              case Type.FLOAT -> Type.INT_TYPE;
              case Type.VOID -> result;
              default -> Type.FLOAT_TYPE;
            });
  }

  private static boolean otherResultType(MethodNode method) {
    return redescribeResult(
        method, result -> result.getSort() == Type.ARRAY ? Type.getType(OTHER) : result);
  }

  private static boolean redescribeResult(MethodNode method, UnaryOperator<Type> other) {
    List<InvokeDynamicInsnNode> used = WovenCode.sites(method);
    used.removeIf(WovenCode::isDropped);
    // What comes behind a constructor may be dropped as well.
    used.removeIf(site -> WovenCode.next(site).getOpcode() == Opcodes.DUP_X2);
    return redescribe(
        used,
        descriptor ->
            Type.getMethodDescriptor(
                other.apply(Type.getReturnType(descriptor)), Type.getArgumentTypes(descriptor)));
  }

  /** Where the new object is put below the others, and is used afterwards. */
  private static AbstractInsnNode epilogue(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.calls(method)) {
      AbstractInsnNode copy = WovenCode.next(site);
      if (copy.getOpcode() == Opcodes.DUP_X2) {
        AbstractInsnNode lastPop = WovenCode.next(WovenCode.next(WovenCode.next(copy)));
        if (!WovenCode.isDropped(lastPop)) {
          return copy;
        }
      }
    }
    return null;
  }

  private static java.util.function.Predicate<MethodNode> epilogue(int opcode) {
    return method -> {
      AbstractInsnNode copy = epilogue(method);
      if (copy == null) {
        return false;
      }
      method.instructions.set(copy, new InsnNode(opcode));
      return true;
    };
  }

  private static boolean popMore(MethodNode method) {
    AbstractInsnNode copy = epilogue(method);
    if (copy == null) {
      return false;
    }
    method.instructions.insert(WovenCode.next(copy), new InsnNode(Opcodes.POP));
    return true;
  }

  private static MethodNode withExactMaxima(ClassNode type, MethodNode method) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.accept(writer);
    ClassNode exact = new ClassNode();
    new ClassReader(writer.toByteArray()).accept(exact, 0);
    for (MethodNode candidate : exact.methods) {
      if (candidate.name.equals(method.name) && candidate.desc.equals(method.desc)) {
        return candidate;
      }
    }
    throw new AssertionError(method.name);
  }

  private static boolean shallow(ClassNode type, MethodNode method, MethodPlan plan) {
    method.maxStack = withExactMaxima(type, method).maxStack - 1;
    return method.maxStack >= 0;
  }

  private static boolean fewLocals(ClassNode type, MethodNode method, MethodPlan plan) {
    method.maxLocals = withExactMaxima(type, method).maxLocals - 1;
    return method.maxLocals >= 0;
  }

  private static boolean loadNothing(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == Opcodes.ALOAD) {
        ((VarInsnNode) instruction).var = method.maxLocals++;
        return true;
      }
    }
    return false;
  }

  private static boolean loadOtherKind(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == Opcodes.ALOAD) {
        ((VarInsnNode) instruction).setOpcode(Opcodes.ILOAD);
        return true;
      }
    }
    return false;
  }

  private static java.util.function.Predicate<MethodNode> replaceReturn(int from, int to) {
    return method -> {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction.getOpcode() == from) {
          method.instructions.set(instruction, new InsnNode(to));
          method.maxStack++;
          return true;
        }
      }
      return false;
    };
  }

  private static boolean fallOff(MethodNode method) {
    AbstractInsnNode last = method.instructions.getLast();
    while (last.getOpcode() < 0) {
      last = last.getPrevious();
    }
    method.instructions.set(last, new InsnNode(Opcodes.NOP));
    return true;
  }

  private static boolean askForNull(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    if (guard == null) {
      return false;
    }
    guard.setOpcode(guard.getOpcode() == Opcodes.IFEQ ? Opcodes.IFNULL : Opcodes.IFEQ);
    return true;
  }

  private static boolean leaveForGood(MethodNode method) {
    if (!WovenCode.frames(method).isEmpty() || WovenCode.calls(method).isEmpty()) {
      return false;
    }
    method.instructions.insert(new InsnNode(Opcodes.ACONST_NULL));
    method.maxStack++;
    return true;
  }

  private static boolean turnRound(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode jump && jump != guard && turn(jump)) {
        return true;
      }
    }
    return false;
  }

  private static boolean turnGuardRound(MethodNode method) {
    JumpInsnNode guard = WovenCode.guardJump(method);
    return guard != null && turn(guard);
  }

  private static boolean turn(JumpInsnNode jump) {
    int turned =
        switch (jump.getOpcode()) {
          case Opcodes.IFEQ -> Opcodes.IFNE;
          case Opcodes.IFLE -> Opcodes.IFGT;
          case Opcodes.IFNULL -> Opcodes.IFNONNULL;
          case Opcodes.IF_ICMPGE -> Opcodes.IF_ICMPLT;
          case Opcodes.IF_ICMPLT -> Opcodes.IF_ICMPGE;
          default -> jump.getOpcode();
        };
    boolean changes = turned != jump.getOpcode();
    jump.setOpcode(turned);
    return changes;
  }

  private static boolean passNull(MethodNode method) {
    for (InvokeDynamicInsnNode site : WovenCode.sites(method)) {
      AbstractInsnNode before = site.getPrevious();
      if (before != null && before.getOpcode() == Opcodes.ALOAD) {
        method.instructions.set(before, new InsnNode(Opcodes.ACONST_NULL));
        return true;
      }
    }
    return false;
  }

  /** Loads one of two neighbours of the same type twice. */
  private static boolean swapGuardArguments(MethodNode method) {
    if (WovenCode.guardJump(method) == null) {
      return false;
    }
    InvokeDynamicInsnNode guard = WovenCode.sites(method).get(0);
    Type[] arguments = Type.getArgumentTypes(guard.desc);
    int count = arguments.length;
    if (count < 2 || !arguments[count - 1].equals(arguments[count - 2])) {
      return false;
    }
    VarInsnNode last = (VarInsnNode) guard.getPrevious();
    last.var -= arguments[count - 1].getSize();
    return true;
  }

  private static boolean addLocal(MethodNode method) {
    method.maxLocals++;
    return true;
  }
}
