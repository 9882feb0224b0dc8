package dev.aos.core.weave;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/** The methods of a class file as their very bytes. */
final class RawMethods {

  private static final int MEMBER_HEADER = 8;
  private static final int ATTRIBUTE_HEADER = 6;

  private final ClassReader reader;
  private final byte[] bytes;
  private int offset;

  private RawMethods(byte[] bytes) {
    this.reader = new ClassReader(bytes);
    this.bytes = bytes;
  }

  /** The bytes of each method, by name and descriptor. */
  static Map<String, String> of(byte[] classFile) {
    return new RawMethods(classFile).read();
  }

  private Map<String, String> read() {
    Map<String, String> methods = new TreeMap<>();
    // access, this, super, interfaces (JVMS 4.1)
    offset = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
    for (int fields = count(); fields > 0; fields--) {
      skipMember();
    }
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int remaining = count(); remaining > 0; remaining--) {
      int start = offset;
      String name = reader.readUTF8(start + 2, buffer) + reader.readUTF8(start + 4, buffer);
      skipMember();
      methods.put(name, HexFormat.of().formatHex(bytes, start, offset));
    }
    return methods;
  }

  private int count() {
    offset += 2;
    return reader.readUnsignedShort(offset - 2);
  }

  private void skipMember() {
    int attributes = reader.readUnsignedShort(offset + MEMBER_HEADER - 2);
    offset += MEMBER_HEADER;
    for (; attributes > 0; attributes--) {
      offset += ATTRIBUTE_HEADER + reader.readInt(offset + 2);
    }
  }
}
