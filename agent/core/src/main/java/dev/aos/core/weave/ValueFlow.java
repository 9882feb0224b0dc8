package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Where the values of one method come from, and what its instructions do with them. */
final class ValueFlow {

  private final MethodNode method;
  private final Frame<BasicValue>[] frames;
  private final Set<LabelNode> boundaries = new HashSet<>();

  /** Null until it is needed. */
  private Liveness liveness;

  private ValueFlow(MethodNode method, Frame<BasicValue>[] frames) {
    this.method = method;
    this.frames = frames;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof JumpInsnNode jump) {
        boundaries.add(jump.label);
      } else if (node instanceof TableSwitchInsnNode table) {
        boundaries.addAll(table.labels);
        boundaries.add(table.dflt);
      } else if (node instanceof LookupSwitchInsnNode lookup) {
        boundaries.addAll(lookup.labels);
        boundaries.add(lookup.dflt);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      boundaries.addAll(List.of(block.start, block.end, block.handler));
    }
  }

  /** The flow of a method; empty if its code is too unusual. */
  static Optional<ValueFlow> of(String className, MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node.getOpcode() == Opcodes.JSR || node.getOpcode() == Opcodes.RET) {
        return Optional.empty();
      }
    }
    try {
      Analyzer<BasicValue> analyzer = new Analyzer<>(new OriginInterpreter());
      return Optional.of(new ValueFlow(method, analyzer.analyze(className, method)));
    } catch (AnalyzerException | RuntimeException unusual) {
      return Optional.empty();
    }
  }

  /** Whether a basic block or a try range begins or ends at a label. */
  boolean isBoundary(LabelNode label) {
    return boundaries.contains(label);
  }

  private Frame<BasicValue> frame(AbstractInsnNode node) {
    return frames[method.instructions.indexOf(node)];
  }

  boolean isReached(AbstractInsnNode node) {
    return frame(node) != null;
  }

  /** The instruction behind one, in the same basic block and try ranges; null if there is none. */
  AbstractInsnNode next(AbstractInsnNode node) {
    AbstractInsnNode next = node.getNext();
    while (next != null && next.getOpcode() < 0) {
      if (next instanceof LabelNode label && isBoundary(label)) {
        return null;
      }
      next = next.getNext();
    }
    return next;
  }

  /** The variable that an instruction loads or stores; negative if it does no such thing. */
  static int variable(AbstractInsnNode node) {
    if (node instanceof VarInsnNode local) {
      return local.var;
    }
    return node instanceof IincInsnNode increment ? increment.var : -1;
  }

  /** Whether an instruction stores a value of a type. */
  boolean stores(AbstractInsnNode node, Type type) {
    return node != null
        && type.getSort() != Type.VOID
        && node.getOpcode() == type.getOpcode(Opcodes.ISTORE);
  }

  /** Whether an instruction drops a value of a type, and nothing else. */
  boolean drops(AbstractInsnNode node, Type type) {
    return node != null
        && type.getSort() != Type.VOID
        && node.getOpcode() == (type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
  }

  /** Whether a handler that covers a store reads the variable as it was before. */
  boolean isReadByHandler(AbstractInsnNode store) {
    if (method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    if (liveness == null) {
      liveness = new Liveness(method);
    }
    return liveness.isReadByHandler(store, variable(store), Liveness.slots(store.getOpcode()));
  }

  /** The values that an instruction takes off the stack, if only to put them back. */
  List<Origin> taken(AbstractInsnNode node) {
    Frame<BasicValue> before = frame(node);
    if (before == null) {
      return List.of();
    }
    Taking taking = new Taking(before);
    taking.run(node);
    return taking.values;
  }

  /** The values on the stack behind an instruction, the lowest first. */
  List<Origin> stackAfter(AbstractInsnNode node) {
    Taking after = new Taking(frame(node));
    after.run(node);
    List<Origin> stack = new ArrayList<>();
    for (int index = 0; index < after.getStackSize(); index++) {
      stack.add((Origin) after.getStack(index));
    }
    return stack;
  }

  /** The type of an argument that is an array in which something can be changed; empty if none. */
  Optional<Type> mutableArray(AbstractInsnNode call) {
    Type[] types = Type.getArgumentTypes(((MethodInsnNode) call).desc);
    Frame<BasicValue> frame = frame(call);
    int first = frame.getStackSize() - types.length;
    for (int index = 0; index < types.length; index++) {
      if (types[index].getSort() == Type.ARRAY
          && !isEmptyArray((Origin) frame.getStack(first + index))) {
        return Optional.of(types[index]);
      }
    }
    return Optional.empty();
  }

  private static boolean isEmptyArray(Origin value) {
    return value.producer().isPresent() && makesEmptyArray(value.producer().get());
  }

  /** Whether an instruction makes an array without elements, as for variable arguments. */
  static boolean makesEmptyArray(AbstractInsnNode node) {
    if (node.getOpcode() != Opcodes.ANEWARRAY || !((TypeInsnNode) node).desc.startsWith("java/")) {
      return false;
    }
    AbstractInsnNode before = node.getPrevious();
    while (before != null && before.getOpcode() < 0 && !(before instanceof LabelNode)) {
      before = before.getPrevious();
    }
    return before != null && before.getOpcode() == Opcodes.ICONST_0;
  }

  /** A frame that notes what is taken off its stack. */
  private static final class Taking extends Frame<BasicValue> {

    private final List<Origin> values = new ArrayList<>();

    Taking(Frame<BasicValue> before) {
      super(before);
    }

    void run(AbstractInsnNode node) {
      try {
        execute(node, new OriginInterpreter());
      } catch (AnalyzerException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public BasicValue pop() {
      BasicValue value = super.pop();
      if (values != null && value instanceof Origin origin) {
        values.add(origin);
      }
      return value;
    }
  }
}
