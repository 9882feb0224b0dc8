package dev.aos.core.match;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** What a class file refers to in its constant pool (JVMS 4.4.2). */
public final class ConstantPool {

  private static final int METHODREF = 10;
  private static final int INTERFACE_METHODREF = 11;

  private ConstantPool() {
    // no instances
  }

  /** The methods and constructors that a class file refers to, each once. */
  public static List<MemberReference> methods(ClassReader reader) {
    List<MemberReference> methods = new ArrayList<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      // The offset behind the tag; 0 for the unused slot behind a long or double.
      int offset = reader.getItem(index);
      if (offset != 0 && isMethodReference(reader.readByte(offset - 1))) {
        methods.add(method(reader, offset, buffer));
      }
    }
    return methods;
  }

  private static boolean isMethodReference(int tag) {
    return tag == METHODREF || tag == INTERFACE_METHODREF;
  }

  private static MemberReference method(ClassReader reader, int offset, char[] buffer) {
    String owner = reader.readClass(offset, buffer);
    int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
    String name = reader.readUTF8(nameAndType, buffer);
    String descriptor = reader.readUTF8(nameAndType + 2, buffer);
    return new MemberReference(owner, name, descriptor);
  }
}
