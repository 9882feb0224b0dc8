package dev.aos.core.held;

import dev.aos.core.match.ClassFiles;
import dev.aos.runtime.Calls;
import dev.aos.runtime.HoldingCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds in a class file where monitors and locks may be held. */
public final class CodeReader {

  /** What these call has a name that does not tell. */
  private static final String METHOD_HANDLES = "java/lang/invoke/";

  private CodeReader() {
    // no instances
  }

  /** What a class file says; {@link HoldingCode#unknown} if it can't be understood. */
  public static HoldingCode read(byte[] classFile) {
    try {
      if (ClassFiles.version(classFile) > ClassFiles.NEWEST_VERSION) {
        return HoldingCode.unknown();
      }
      OffsetReader reader = new OffsetReader(classFile);
      return reader.read();
    } catch (RuntimeException notUnderstood) {
      return HoldingCode.unknown();
    }
  }

  /** A method, and the offsets of its instructions in the order in which they stand. */
  private record Code(MethodNode method, List<Integer> offsets) {}

  /** Keeps the offset of every instruction, which ASM's tree does not have. */
  private static final class OffsetReader extends ClassReader {

    private final List<Code> methods = new ArrayList<>();
    private final Map<String, BitSet> monitors = new HashMap<>();
    private final Map<String, BitSet> locks = new HashMap<>();
    private List<Integer> offsets = List.of();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> whileHolding = new HashSet<>();
    private boolean callsAnything;
    private boolean natives;

    OffsetReader(byte[] classFile) {
      super(classFile);
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
      offsets.add(bytecodeOffset);
    }

    HoldingCode read() {
      accept(new Methods(), SKIP_DEBUG | SKIP_FRAMES);
      List<MethodNode> nodes = new ArrayList<>();
      methods.forEach(code -> nodes.add(code.method()));
      LockMethods own = LockMethods.of(getClassName(), nodes);
      for (Code code : methods) {
        if (mayCall(code.method())) {
          declared.add(code.method().name + code.method().desc);
        }
        add(code, own);
      }
      Calls calls = callsAnything ? Calls.ofAnything(declared) : Calls.of(declared, whileHolding);
      return HoldingCode.known(Map.copyOf(monitors), Map.copyOf(locks), calls, natives);
    }

    private void add(Code code, LockMethods own) {
      MethodNode method = code.method();
      if (!mayHold(method, own)) {
        return;
      }
      HoldingFlow flow = HoldingFlow.of(method, own);
      int ordinal = 0;
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction.getOpcode() >= 0) {
          int offset = code.offsets().get(ordinal++);
          if (Instructions.mayThrow(instruction)) {
            add(monitors, flow.monitorAt(instruction), method, offset);
            add(locks, flow.lockAt(instruction), method, offset);
            if (flow.monitorAt(instruction) || flow.lockAt(instruction)) {
              addCall(instruction);
            }
          }
        }
      }
    }

    /** Whether a frame of the method can have another one above it. */
    private static boolean mayCall(MethodNode method) {
      if ((method.access & Opcodes.ACC_NATIVE) != 0) {
        return true;
      }
      for (AbstractInsnNode instruction : method.instructions) {
        int opcode = instruction.getOpcode();
        boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (opcode >= 0 && !isReturn && Instructions.mayThrow(instruction)) {
          return true;
        }
      }
      return false;
    }

    private void addCall(AbstractInsnNode instruction) {
      if (instruction instanceof MethodInsnNode call) {
        whileHolding.add(call.name + call.desc);
        callsAnything |= call.owner.startsWith(METHOD_HANDLES);
      }
      callsAnything |= instruction instanceof InvokeDynamicInsnNode;
    }

    private static void add(
        Map<String, BitSet> places, boolean held, MethodNode method, int offset) {
      if (held) {
        places.computeIfAbsent(method.name, name -> new BitSet()).set(offset);
      }
    }

    private static boolean mayHold(MethodNode method, LockMethods own) {
      if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
        return true;
      }
      boolean holds = false;
      for (AbstractInsnNode instruction : method.instructions) {
        switch (instruction.getOpcode()) {
          case Opcodes.MONITORENTER -> holds = true;
          case Opcodes.JSR, Opcodes.RET -> throw new IllegalArgumentException("jsr");
          default -> holds |= own.takes(instruction);
        }
      }
      return holds;
    }

    private final class Methods extends ClassVisitor {

      Methods() {
        super(ClassFiles.ASM_API);
      }

      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        natives |= (access & Opcodes.ACC_NATIVE) != 0;
        MethodNode node =
            new MethodNode(ClassFiles.ASM_API, access, name, descriptor, signature, exceptions);
        offsets = new ArrayList<>();
        methods.add(new Code(node, offsets));
        return node;
      }
    }
  }
}
