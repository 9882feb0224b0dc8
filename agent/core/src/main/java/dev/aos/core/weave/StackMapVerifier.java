package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * Checks the code of a whole class by its stack maps, as the JVM checks class files that may not
 * fall back on type inference (JVMS 4.10.1): in one pass, every branch and every exception into a
 * declared frame. Stricter than the JVM in doubt; loads no class.
 */
final class StackMapVerifier {

  private final ClassNode verified;
  private final TypeState.Rules rules;

  private StackMapVerifier(ClassNode verified, ClassHierarchy hierarchy) {
    this.verified = verified;
    this.rules = new TypeState.Rules(verified, hierarchy);
  }

  /**
   * What is wrong with a class; empty if nothing is.
   *
   * @param reader the class
   * @param hierarchy the classes that it sees
   */
  static Optional<String> complaint(ClassReader reader, ClassHierarchy hierarchy) {
    ClassNode classNode = new ClassNode(ClassFiles.ASM_API);
    reader.accept(classNode, ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    return new StackMapVerifier(classNode, hierarchy).complaint();
  }

  private Optional<String> complaint() {
    for (MethodNode method : verified.methods) {
      if (method.instructions.size() > 0) {
        try {
          new Pass(method).run();
        } catch (AnalyzerException | RuntimeException wrong) {
          return Optional.of(method.name + method.desc + ": " + wrong.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /** One walk through the code of one method. */
  private final class Pass {

    private final MethodNode method;
    private final Map<AbstractInsnNode, TypeState> declared = new HashMap<>();
    private TypeState state;
    private boolean reachable = true;

    Pass(MethodNode method) {
      this.method = method;
      this.state = TypeState.initial(rules, method);
      for (AbstractInsnNode node : method.instructions) {
        if (node instanceof FrameNode frame) {
          declared.put(instructionAt(frame), stateOf(frame));
        }
      }
    }

    void run() throws AnalyzerException {
      for (AbstractInsnNode node : method.instructions) {
        if (node.getOpcode() >= 0) {
          step(node);
        }
      }
      if (reachable) {
        throw new AnalyzerException(method.instructions.getLast(), "control falls off the code");
      }
    }

    private void step(AbstractInsnNode instruction) throws AnalyzerException {
      TypeState frame = declared.get(instruction);
      if (frame != null) {
        if (reachable) {
          check(instruction, state.mismatch(frame));
        }
        state = new TypeState(frame);
      } else if (!reachable) {
        throw new AnalyzerException(
            instruction, "no stack map frame behind a jump" + at(instruction));
      }
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (covers(block, instruction)) {
          checkHandler(block, instruction);
        }
      }
      execute(instruction);
    }

    private void execute(AbstractInsnNode instruction) throws AnalyzerException {
      int opcode = instruction.getOpcode();
      if (opcode == Opcodes.JSR || opcode == Opcodes.RET) {
        throw new AnalyzerException(instruction, "it has a subroutine" + at(instruction));
      }
      state.execute(instruction, rules);
      for (LabelNode target : targets(instruction)) {
        check(instruction, state.mismatch(frameAt(target, instruction)));
      }
      reachable =
          !(opcode == Opcodes.GOTO
              || opcode == Opcodes.ATHROW
              || opcode == Opcodes.TABLESWITCH
              || opcode == Opcodes.LOOKUPSWITCH
              || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    }

    private void checkHandler(TryCatchBlockNode block, AbstractInsnNode instruction)
        throws AnalyzerException {
      TypeState handler = frameAt(block.handler, instruction);
      check(instruction, state.localMismatch(handler));
      Type caught = Type.getObjectType(block.type == null ? "java/lang/Throwable" : block.type);
      if (handler.getStackSize() != 1
          || !rules.isAssignable(rules.newValue(caught), handler.getStack(0))) {
        throw new AnalyzerException(
            instruction, "the frame of an exception handler does not take " + caught);
      }
    }

    private boolean covers(TryCatchBlockNode block, AbstractInsnNode instruction) {
      int index = method.instructions.indexOf(instruction);
      return method.instructions.indexOf(block.start) < index
          && index < method.instructions.indexOf(block.end);
    }

    private TypeState frameAt(LabelNode target, AbstractInsnNode from) throws AnalyzerException {
      TypeState frame = declared.get(instructionAt(target));
      if (frame == null) {
        throw new AnalyzerException(from, "no stack map frame at the target of a jump" + at(from));
      }
      return frame;
    }

    private void check(AbstractInsnNode instruction, Optional<String> mismatch)
        throws AnalyzerException {
      if (mismatch.isPresent()) {
        throw new AnalyzerException(instruction, mismatch.get() + at(instruction));
      }
    }

    private String at(AbstractInsnNode instruction) {
      int ordinal = 0;
      for (AbstractInsnNode node = instruction; node != null; node = node.getPrevious()) {
        ordinal += node.getOpcode() >= 0 ? 1 : 0;
      }
      return " (instruction " + ordinal + ")";
    }

    private TypeState stateOf(FrameNode frame) {
      TypeState frameState = new TypeState(TypeState.initial(rules, method));
      int local = 0;
      for (Object type : frame.local) {
        local = frameState.setWide(local, value(type));
      }
      frameState.forgetLocals(local);
      for (Object type : frame.stack) {
        frameState.push(value(type));
      }
      return frameState;
    }

    private BasicValue value(Object type) {
      if (type instanceof LabelNode label) {
        return UninitializedObject.created(instructionAt(label));
      }
      if (type instanceof String internalName) {
        return rules.newValue(Type.getObjectType(internalName));
      }
      if (type == Opcodes.UNINITIALIZED_THIS) {
        return UninitializedObject.thisObject();
      }
      if (type == Opcodes.NULL) {
        return rules.newValue(TypeState.Rules.NULL_TYPE);
      }
      if (type == Opcodes.INTEGER) {
        return BasicValue.INT_VALUE;
      }
      if (type == Opcodes.FLOAT) {
        return BasicValue.FLOAT_VALUE;
      }
      if (type == Opcodes.LONG) {
        return BasicValue.LONG_VALUE;
      }
      return type == Opcodes.DOUBLE ? BasicValue.DOUBLE_VALUE : BasicValue.UNINITIALIZED_VALUE;
    }
  }

  private static AbstractInsnNode instructionAt(AbstractInsnNode place) {
    AbstractInsnNode node = place;
    while (node != null && node.getOpcode() < 0) {
      node = node.getNext();
    }
    return node;
  }

  private static List<LabelNode> targets(AbstractInsnNode instruction) {
    List<LabelNode> targets = new ArrayList<>();
    if (instruction instanceof JumpInsnNode jump) {
      targets.add(jump.label);
    } else if (instruction instanceof TableSwitchInsnNode table) {
      targets.addAll(table.labels);
      targets.add(table.dflt);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      targets.addAll(lookup.labels);
      targets.add(lookup.dflt);
    }
    return targets;
  }
}
