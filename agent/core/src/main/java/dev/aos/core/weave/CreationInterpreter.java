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

  /** In a slot in which only one of two ways has left an uninitialised object. */
  private static final BasicValue MERGED = new Merged();

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
    if (value instanceof UninitializedObject) {
      return value;
    }
    return super.copyOperation(instruction, value);
  }

  @Override
  public BasicValue merge(BasicValue value, BasicValue other) {
    if (value instanceof UninitializedObject || other instanceof UninitializedObject) {
      return value instanceof UninitializedObject && value.equals(other) ? value : MERGED;
    }
    return super.merge(value, other);
  }

  /**
   * For {@link BasicValue} every value without a type is the same, also an uninitialised object.
   */
  private static final class Merged extends BasicValue {

    Merged() {
      super(null);
    }

    @Override
    public boolean equals(Object value) {
      return value == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
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
        UninitializedObject.created(instruction).replaceIn(this, BasicValue.UNINITIALIZED_VALUE);
      }
      BasicValue receiver = receiver(instruction);
      super.execute(instruction, interpreter);
      if (receiver instanceof UninitializedObject initialized) {
        initialized.replaceIn(this, BasicValue.REFERENCE_VALUE);
      }
    }

    /** The object that a constructor call initialises; no object if it is no such call. */
    private BasicValue receiver(AbstractInsnNode instruction) {
      return instruction instanceof MethodInsnNode call && call.name.equals(ClassFiles.CONSTRUCTOR)
          ? getStack(ConstructorShapes.receiverIndex(this, call))
          : BasicValue.UNINITIALIZED_VALUE;
    }
  }
}
