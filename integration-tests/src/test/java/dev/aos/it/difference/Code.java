package dev.aos.it.difference;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Instructions, with those of them that depend on the size of values. */
final class Code extends InstructionAdapter {

  private int line;

  /**
   * @param line the line before the first one
   */
  Code(MethodVisitor delegate, int line) {
    super(Opcodes.ASM9, delegate);
    this.line = line;
  }

  /** The next source line. */
  void nextLine() {
    Label label = new Label();
    mark(label);
    visitLineNumber(++line, label);
  }

  /** The last line. */
  int line() {
    return line;
  }

  /** Drops a value. */
  void drop(Type type) {
    if (type.getSize() == 2) {
      pop2();
    } else {
      pop();
    }
  }

  /** Changes the places of two values of one size. */
  void exchange(Type type) {
    if (type.getSize() == 2) {
      dup2X2();
      pop2();
    } else {
      swap();
    }
  }

  /** From {@code value, reference} to {@code reference, reference, value}. */
  void putTwiceBelow(Type value) {
    if (value.getSize() == 2) {
      dupX2();
      dupX2();
      pop();
    } else {
      dupX1();
      swap();
    }
  }

  /** Makes an int fit where a smaller integer is wanted. */
  void narrow(Type wanted) {
    switch (wanted.getSort()) {
      case Type.BOOLEAN -> {
        iconst(1);
        and(Type.INT_TYPE);
      }
      case Type.BYTE -> visitInsn(Opcodes.I2B);
      case Type.SHORT -> visitInsn(Opcodes.I2S);
      case Type.CHAR -> visitInsn(Opcodes.I2C);
      default -> {
        // It has the size.
      }
    }
  }
}
