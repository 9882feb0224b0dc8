package dev.aos.core.weave;

import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;

/**
 * Finds mistakes in the format of a class file that ASM passes over. What ASM writes is without
 * them, so a class that the JVM refuses would be one that it takes. Attributes that are copied with
 * their mistakes are not looked at.
 */
final class ClassFileFormat {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;

  /**
   * Attributes of one length, by what stands there: {@code N} a number, {@code T} a text, {@code C}
   * a class, and small letters where there may be none.
   */
  private static final Map<String, String> FIXED =
      Map.of(
          "ConstantValue", "N",
          "Deprecated", "",
          "EnclosingMethod", "CN",
          "NestHost", "C",
          "Signature", "T",
          "SourceFile", "T",
          "Synthetic", "");

  /** Attributes that are a table, by what stands in a row. */
  private static final Map<String, String> TABLES =
      Map.of(
          "Exceptions", "C",
          "InnerClasses", "CctN",
          "LineNumberTable", "NN",
          "LocalVariableTable", "NNTTN",
          "LocalVariableTypeTable", "NNTTN",
          "NestMembers", "C",
          "PermittedSubclasses", "C");

  private final ClassReader reader;
  private final char[] buffer;
  private int offset;
  private int codeLength;
  private int maxLocals;

  private ClassFileFormat(ClassReader reader) {
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
    this.offset = reader.header;
  }

  /**
   * What is wrong with a class file; empty if nothing is.
   *
   * @param reader the class file
   * @param length its length
   */
  static Optional<String> complaint(ClassReader reader, int length) {
    try {
      new ClassFileFormat(reader).check(length);
      return Optional.empty();
    } catch (Mistake mistake) {
      return Optional.of(mistake.getMessage());
    } catch (RuntimeException outOfBounds) {
      return Optional.of("it ends within itself");
    }
  }

  private void check(int length) {
    require(reader.readInt(0) == MAGIC, "it does not begin as a class file");
    check("NCc");
    checkRows("C");
    checkMembers();
    checkMembers();
    checkAttributes();
    require(offset == length, "there is more behind its end");
  }

  private void checkMembers() {
    for (int members = next(); members > 0; members--) {
      check("NTT");
      checkAttributes();
    }
  }

  private void checkAttributes() {
    for (int attributes = next(); attributes > 0; attributes--) {
      check("T");
      String name = reader.readUTF8(offset - 2, buffer);
      int length = reader.readInt(offset);
      offset += 4;
      int end = offset + length;
      if (name.equals("Code")) {
        checkCode();
      } else if (FIXED.containsKey(name)) {
        check(FIXED.get(name));
      } else if (TABLES.containsKey(name)) {
        checkTable(name);
      } else if (name.equals("MethodParameters")) {
        checkParameters();
      } else {
        offset = end;
      }
      require(length >= 0 && offset == end, "its attribute " + name + " has a wrong length");
    }
  }

  private void checkCode() {
    next();
    maxLocals = next();
    codeLength = reader.readInt(offset);
    offset += 4 + codeLength;
    checkRows("NNNc");
    checkAttributes();
  }

  private void checkParameters() {
    int parameters = reader.readByte(offset++);
    for (int i = 0; i < parameters; i++) {
      check("tN");
    }
  }

  private void checkTable(String name) {
    int first = offset + 2;
    checkRows(TABLES.get(name));
    for (int row = first; row < offset; row += 2 * TABLES.get(name).length()) {
      if (name.startsWith("LocalVariable")) {
        checkVariable(row);
      } else if (name.equals("InnerClasses")) {
        checkInnerClass(row);
      }
    }
  }

  private void checkVariable(int row) {
    int end = reader.readUnsignedShort(row) + reader.readUnsignedShort(row + 2);
    require(end <= codeLength, "a variable lives longer than its method");
    require(reader.readUnsignedShort(row + 8) < maxLocals, "a variable has no slot");
  }

  /** The JVM compares indices, ASM names: of two equal names it makes one index. */
  private void checkInnerClass(int row) {
    String outer = reader.readClass(row + 2, buffer);
    require(
        outer == null || !outer.equals(reader.readClass(row, buffer)), "a class is its own outer");
  }

  private void checkRows(String row) {
    for (int rows = next(); rows > 0; rows--) {
      check(row);
    }
  }

  private void check(String row) {
    for (char item : row.toCharArray()) {
      int value = next();
      boolean none = Character.isLowerCase(item) && value == 0;
      if (item != 'N' && !none) {
        int tag = reader.readByte(reader.getItem(value) - 1);
        int wanted = Character.toUpperCase(item) == 'T' ? UTF8 : CLASS;
        require(value != 0 && tag == wanted, "a constant is of the wrong kind");
      }
    }
  }

  private int next() {
    offset += 2;
    return reader.readUnsignedShort(offset - 2);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Mistake(otherwise);
    }
  }

  private static final class Mistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Mistake(String message) {
      super(message, null, false, false);
    }
  }
}
