package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Follows each value from the instruction that makes it. */
final class OriginInterpreter extends BasicInterpreter {

  static final String BUILDER = "java/lang/StringBuilder";

  OriginInterpreter() {
    super(ClassFiles.ASM_API);
  }

  @Override
  public BasicValue newValue(Type type) {
    BasicValue value = super.newValue(type);
    return hasType(value) ? Origin.unknown(value.getType()) : value;
  }

  private static boolean hasType(BasicValue value) {
    return value != null && value != BasicValue.UNINITIALIZED_VALUE;
  }

  private static BasicValue from(AbstractInsnNode instruction, BasicValue value) {
    return hasType(value) ? Origin.of(value.getType(), instruction) : value;
  }

  @Override
  public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
    BasicValue value = super.newOperation(instruction);
    return instruction.getOpcode() == Opcodes.NEW
            && ((TypeInsnNode) instruction).desc.equals(BUILDER)
        ? Origin.ofBuilder(value.getType(), instruction, instruction)
        : from(instruction, value);
  }

  @Override
  public BasicValue copyOperation(AbstractInsnNode instruction, BasicValue value) {
    if (value instanceof Origin origin && origin.builder().isPresent()) {
      return Origin.ofBuilder(origin.getType(), instruction, origin.builder().get());
    }
    return from(instruction, value);
  }

  @Override
  public BasicValue unaryOperation(AbstractInsnNode instruction, BasicValue value)
      throws AnalyzerException {
    return from(instruction, super.unaryOperation(instruction, value));
  }

  @Override
  public BasicValue binaryOperation(
      AbstractInsnNode instruction, BasicValue value1, BasicValue value2) throws AnalyzerException {
    return from(instruction, super.binaryOperation(instruction, value1, value2));
  }

  @Override
  public BasicValue naryOperation(AbstractInsnNode instruction, List<? extends BasicValue> values)
      throws AnalyzerException {
    BasicValue result = super.naryOperation(instruction, values);
    if (BuilderCalls.returnsReceiver(instruction)
        && values.get(0) instanceof Origin receiver
        && receiver.builder().isPresent()) {
      return Origin.ofBuilder(result.getType(), instruction, receiver.builder().get());
    }
    return from(instruction, result);
  }

  @Override
  public BasicValue merge(BasicValue value, BasicValue other) {
    if (value.equals(other) && other.equals(value)) {
      return value;
    }
    Optional<Type> type =
        hasType(value) && hasType(other) && value.getType().equals(other.getType())
            ? Optional.of(value.getType())
            : Optional.empty();
    return type.isPresent() ? Origin.unknown(type.get()) : BasicValue.UNINITIALIZED_VALUE;
  }
}
