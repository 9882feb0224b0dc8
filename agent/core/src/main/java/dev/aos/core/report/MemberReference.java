package dev.aos.core.report;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/**
 * A method that a class file refers to in its constant pool.
 *
 * @param owner the internal name of the class named there
 * @param name the method's name
 * @param descriptor the method's descriptor
 */
record MemberReference(String owner, String name, String descriptor) {

  // JVMS 4.4.2
  private static final int METHODREF = 10;
  private static final int INTERFACE_METHODREF = 11;

  /** All of them. */
  static List<MemberReference> all(ClassReader reader) {
    List<MemberReference> references = new ArrayList<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      // The offset of an item's content: one past its tag. 0 for the second half of a long.
      int offset = reader.getItem(i);
      if (offset == 0) {
        continue;
      }
      int tag = reader.readByte(offset - 1);
      if (tag == METHODREF || tag == INTERFACE_METHODREF) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
        references.add(
            new MemberReference(
                reader.readClass(offset, buffer),
                reader.readUTF8(nameAndType, buffer),
                reader.readUTF8(nameAndType + 2, buffer)));
      }
    }
    return references;
  }
}
