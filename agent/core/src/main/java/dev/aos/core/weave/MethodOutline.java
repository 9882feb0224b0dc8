package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A method's code as values that can be compared. A place in the code is the ordinal of the next
 * instruction there, whatever its offset.
 *
 * @param instructions opcode and operands of each instruction
 * @param frames place, locals and stack of each frame
 * @param handlers range, place and type of each exception handler
 * @param maxLocals the number of local variable slots
 */
record MethodOutline(
    List<List<Object>> instructions,
    List<List<Object>> frames,
    List<List<Object>> handlers,
    int maxLocals) {

  /** Outlines a method that was read with expanded frames. */
  static MethodOutline of(MethodNode method) {
    Places places = new Places(method);
    List<List<Object>> instructions = new ArrayList<>();
    List<List<Object>> frames = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode frame) {
        frames.add(List.of(instructions.size(), places.in(frame.local), places.in(frame.stack)));
      } else if (instruction.getOpcode() >= 0) {
        instructions.add(outline(instruction, places));
      }
    }
    List<List<Object>> handlers = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      handlers.add(
          Arrays.asList(
              places.of(block.start), places.of(block.end), places.of(block.handler), block.type));
    }
    return new MethodOutline(instructions, frames, handlers, method.maxLocals);
  }

  /** What first differs in another outline; empty if it is the same. */
  Optional<String> difference(MethodOutline other) {
    int shorter = Math.min(instructions.size(), other.instructions.size());
    for (int i = 0; i < shorter; i++) {
      if (!instructions.get(i).equals(other.instructions.get(i))) {
        return Optional.of(
            "instruction " + i + " " + instructions.get(i) + " is " + other.instructions.get(i));
      }
    }
    if (instructions.size() != other.instructions.size()) {
      return Optional.of("the number of instructions differs");
    }
    if (!frames.equals(other.frames)) {
      return Optional.of("the frames differ");
    }
    if (!handlers.equals(other.handlers)) {
      return Optional.of("the exception handlers differ");
    }
    return maxLocals == other.maxLocals
        ? Optional.empty()
        : Optional.of("the number of locals differs");
  }

  private static List<Object> outline(AbstractInsnNode instruction, Places places) {
    List<Object> outline = new ArrayList<>();
    outline.add(instruction.getOpcode());
    if (instruction instanceof MethodInsnNode call) {
      outline.addAll(List.of(call.owner, call.name, call.desc, call.itf));
    } else if (instruction instanceof FieldInsnNode field) {
      outline.addAll(List.of(field.owner, field.name, field.desc));
    } else if (instruction instanceof VarInsnNode local) {
      outline.add(local.var);
    } else if (instruction instanceof TypeInsnNode type) {
      outline.add(type.desc);
    } else if (instruction instanceof JumpInsnNode jump) {
      outline.add(places.of(jump.label));
    } else if (instruction instanceof LdcInsnNode load) {
      outline.add(load.cst);
    } else if (instruction instanceof IntInsnNode push) {
      outline.add(push.operand);
    } else if (instruction instanceof IincInsnNode increment) {
      outline.addAll(List.of(increment.var, increment.incr));
    } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
      outline.addAll(List.of(dynamic.name, dynamic.desc, dynamic.bsm));
      outline.addAll(Arrays.asList(dynamic.bsmArgs));
    } else if (instruction instanceof TableSwitchInsnNode table) {
      outline.addAll(List.of(table.min, table.max, places.of(table.dflt)));
      outline.add(places.in(table.labels));
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      outline.addAll(List.of(lookup.keys, places.of(lookup.dflt), places.in(lookup.labels)));
    } else if (instruction instanceof MultiANewArrayInsnNode array) {
      outline.addAll(List.of(array.desc, array.dims));
    }
    return outline;
  }

  /** Where labels are. */
  private static final class Places {

    private final Map<LabelNode, Integer> places = new HashMap<>();

    Places(MethodNode method) {
      int place = 0;
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof LabelNode label) {
          places.put(label, place);
        } else if (instruction.getOpcode() >= 0) {
          place++;
        }
      }
    }

    Integer of(LabelNode label) {
      return places.get(label);
    }

    /** The elements of a list, with a text for each label: in a frame, where its object is made. */
    List<Object> in(List<?> elements) {
      List<Object> located = new ArrayList<>();
      if (elements != null) {
        for (Object element : elements) {
          located.add(element instanceof LabelNode label ? "at " + of(label) : element);
        }
      }
      return located;
    }
  }
}
