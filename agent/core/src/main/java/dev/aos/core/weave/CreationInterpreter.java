package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** Follows uninitialised objects through a method; of other values it knows the size alone. */
final class CreationInterpreter extends BasicInterpreter {

  private final boolean inConstructor;

  private CreationInterpreter(boolean inConstructor) {
    super(ClassFiles.ASM_API);
    this.inConstructor = inConstructor;
  }

  /**
   * An analyzer with this interpreter.
   *
   * @param methodName the method that it is for
   */
  static Analyzer<BasicValue> analyzer(String methodName) {
    boolean inConstructor = methodName.equals(ClassFiles.CONSTRUCTOR);
    return new CreationAnalyzer(new CreationInterpreter(inConstructor));
  }

  @Override
  public BasicValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
    if (inConstructor && local == 0) {
      return UninitializedObject.thisObject();
    }
    return super.newParameterValue(isInstanceMethod, local, type);
  }

  @Override
  public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
    if (instruction.getOpcode() == Opcodes.NEW) {
      return UninitializedObject.created(instruction);
    }
    return super.newOperation(instruction);
  }

  @Override
  public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value)
      throws AnalyzerException {
    if (value instanceof UninitializedObject object && !object.isThis()) {
      return object.copied(UninitializedObject.Role.STRAY);
    }
    return super.copyOperation(instruction, value);
  }

  @Override
  public BasicValue merge(BasicValue value, BasicValue other) {
    if (value instanceof UninitializedObject object && object.isSameObject(other)) {
      return object.equals(other) ? object : object.copied(UninitializedObject.Role.STRAY);
    }
    if (value instanceof UninitializedObject || other instanceof UninitializedObject) {
      return BasicValue.UNINITIALIZED_VALUE;
    }
    return super.merge(value, other);
  }

  private static final class CreationAnalyzer extends Analyzer<BasicValue> {

    CreationAnalyzer(CreationInterpreter interpreter) {
      super(interpreter);
    }

    @Override
    protected Frame<BasicValue> newFrame(int locals, int stack) {
      return new CreationFrame(locals, stack);
    }

    @Override
    protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
      return new CreationFrame(frame);
    }
  }

  /** A frame in which constructors initialise every copy of their object (JVMS 4.10.1.9). */
  private static final class CreationFrame extends Frame<BasicValue> {

    CreationFrame(int locals, int stack) {
      super(locals, stack);
    }

    CreationFrame(Frame<? extends BasicValue> frame) {
      super(frame);
    }

    @Override
    public void execute(AbstractInsnNode instruction, Interpreter<BasicValue> interpreter)
        throws AnalyzerException {
      if (instruction.getOpcode() == Opcodes.NEW) {
        // In a loop: what the last round left uninitialised can't be used any more.
        replace(UninitializedObject.created(instruction), BasicValue.UNINITIALIZED_VALUE);
      }
      if (isPlainDuplication(instruction)) {
        push(((UninitializedObject) top()).copied(UninitializedObject.Role.DUPLICATE));
        return;
      }
      BasicValue receiver = receiver(instruction);
      super.execute(instruction, interpreter);
      if (receiver instanceof UninitializedObject initialized) {
        replace(initialized, BasicValue.REFERENCE_VALUE);
      }
    }

    /** Whether an instruction is the {@code DUP} behind the {@code NEW} of the object on top. */
    private boolean isPlainDuplication(AbstractInsnNode instruction) {
      return instruction.getOpcode() == Opcodes.DUP
          && top() instanceof UninitializedObject object
          && object.role() == UninitializedObject.Role.ORIGINAL
          && object.isCreatedBy(previousInstruction(instruction));
    }

    private BasicValue top() {
      return getStack(getStackSize() - 1);
    }

    /** The object that a constructor call initialises; no object if it is no such call. */
    private BasicValue receiver(AbstractInsnNode instruction) {
      return instruction instanceof MethodInsnNode call && call.name.equals(ClassFiles.CONSTRUCTOR)
          ? getStack(ConstructorShapes.receiverIndex(this, call))
          : BasicValue.UNINITIALIZED_VALUE;
    }

    private void replace(UninitializedObject object, BasicValue replacement) {
      for (int local = 0; local < getLocals(); local++) {
        if (object.isSameObject(getLocal(local))) {
          setLocal(local, replacement);
        }
      }
      for (int index = 0; index < getStackSize(); index++) {
        if (object.isSameObject(getStack(index))) {
          setStack(index, replacement);
        }
      }
    }

    /** The real instruction before another one: not a label, a line number or a frame. */
    private static AbstractInsnNode previousInstruction(AbstractInsnNode instruction) {
      AbstractInsnNode previous = instruction.getPrevious();
      while (previous != null && previous.getOpcode() < 0) {
        previous = previous.getPrevious();
      }
      return previous;
    }
  }
}
