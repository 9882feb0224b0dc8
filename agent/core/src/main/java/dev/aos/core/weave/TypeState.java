package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * The types in the locals and on the stack before one instruction, uninitialised objects included,
 * as JVMS 4.10.1 has them.
 */
final class TypeState extends Frame<BasicValue> {

  private final Rules rules;

  TypeState(Rules rules, int locals, int stack) {
    super(locals, stack);
    this.rules = rules;
  }

  TypeState(TypeState other) {
    super(other);
    this.rules = other.rules;
  }

  /** The state before the first instruction of a method (JVMS 4.10.1.6). */
  static TypeState initial(Rules rules, MethodNode method) {
    TypeState state = new TypeState(rules, method.maxLocals, method.maxStack);
    state.setReturn(rules.newReturnTypeValue(Type.getReturnType(method.desc)));
    int local = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      boolean constructor = method.name.equals(ClassFiles.CONSTRUCTOR);
      state.setLocal(
          local++, constructor ? UninitializedObject.thisObject() : rules.newValue(rules.verified));
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      local = state.setWide(local, rules.newValue(argument));
    }
    state.forgetLocals(local);
    return state;
  }

  /** Sets a local, or the two that a long or double takes. Gives the next one. */
  int setWide(int local, BasicValue value) {
    setLocal(local, value);
    if (value.getSize() == 2) {
      setLocal(local + 1, BasicValue.UNINITIALIZED_VALUE);
    }
    return local + value.getSize();
  }

  /** Leaves nothing in the locals from one on. */
  void forgetLocals(int first) {
    for (int local = first; local < getLocals(); local++) {
      setLocal(local, BasicValue.UNINITIALIZED_VALUE);
    }
  }

  @Override
  public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
      throws AnalyzerException {
    if (instruction.getOpcode() == Opcodes.NEW) {
      // In a loop: what the last round left uninitialised can't be used any more.
      UninitializedObject.created(instruction).replaceIn(this, BasicValue.UNINITIALIZED_VALUE);
    }
    BasicValue receiver = constructed(instruction);
    super.execute(instruction, interpreter);
    if (receiver instanceof UninitializedObject object) {
      object.replaceIn(this, rules.initialized(object));
    }
  }

  private BasicValue constructed(AbstractInsnNode instruction) {
    return instruction instanceof MethodInsnNode call && call.name.equals(ClassFiles.CONSTRUCTOR)
        ? getStack(getStackSize() - 1 - Type.getArgumentTypes(call.desc).length)
        : BasicValue.UNINITIALIZED_VALUE;
  }

  /**
   * Why control must not come from this state to a place with the declared one; empty if it may.
   */
  Optional<String> mismatch(TypeState declared) {
    if (getStackSize() != declared.getStackSize()) {
      return Optional.of(getStackSize() + " values on the stack, not " + declared.getStackSize());
    }
    for (int index = 0; index < getStackSize(); index++) {
      if (!rules.isAssignable(getStack(index), declared.getStack(index))) {
        return Optional.of(
            "stack: " + getStack(index) + " where the frame says " + declared.getStack(index));
      }
    }
    return localMismatch(declared);
  }

  /** The same for an exception handler that an instruction may reach: of the locals alone. */
  Optional<String> localMismatch(TypeState declared) {
    for (int local = 0; local < getLocals(); local++) {
      if (!rules.isAssignable(getLocal(local), declared.getLocal(local))) {
        return Optional.of(
            "local "
                + local
                + ": "
                + getLocal(local)
                + " where the frame says "
                + declared.getLocal(local));
      }
    }
    return Optional.empty();
  }

  /** What instructions do to types, in one class. */
  static final class Rules extends HierarchyVerifier {

    private final Type verified;

    Rules(ClassNode verified, ClassHierarchy hierarchy) {
      super(verified, hierarchy);
      this.verified = Type.getObjectType(verified.name);
    }

    BasicValue initialized(UninitializedObject object) {
      return object.creation().isEmpty()
          ? newValue(verified)
          : newValue(Type.getObjectType(((TypeInsnNode) object.creation().get()).desc));
    }

    boolean isAssignable(BasicValue value, BasicValue declared) {
      if (declared == BasicValue.UNINITIALIZED_VALUE) {
        return true;
      }
      if (value instanceof UninitializedObject object) {
        return object.equals(declared);
      }
      return isSubTypeOf(value, declared);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
      return instruction.getOpcode() == Opcodes.NEW
          ? UninitializedObject.created(instruction)
          : super.newOperation(instruction);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value)
        throws AnalyzerException {
      int opcode = instruction.getOpcode();
      boolean ofReference = opcode == Opcodes.ALOAD || opcode == Opcodes.ASTORE;
      return ofReference && value instanceof UninitializedObject
          ? value
          : super.copyOperation(instruction, value);
    }

    @Override
    public BasicValue binaryOperation(
        AbstractInsnNode instruction, BasicValue value1, BasicValue value2)
        throws AnalyzerException {
      // A constructor may set fields of its own class before super(..) (JVMS 4.10.1.9.putfield).
      boolean ownField =
          value1 instanceof UninitializedObject object
              && object.isThis()
              && instruction instanceof FieldInsnNode field
              && field.owner.equals(verified.getInternalName());
      return super.binaryOperation(instruction, ownField ? newValue(verified) : value1, value2);
    }

    @Override
    public BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> values)
        throws AnalyzerException {
      if (instruction instanceof MethodInsnNode call
          && call.name.equals(ClassFiles.CONSTRUCTOR)
          && values.get(0) instanceof UninitializedObject object) {
        List<BasicValue> initialized = new ArrayList<>(values);
        initialized.set(0, initialized(object));
        return super.naryOperation(instruction, initialized);
      }
      return super.naryOperation(instruction, values);
    }
  }
}
