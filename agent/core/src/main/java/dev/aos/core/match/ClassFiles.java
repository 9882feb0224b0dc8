package dev.aos.core.match;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What is true of every class file that AOS looks at. */
public final class ClassFiles {

  /** The version of ASM's API that every visitor here is written for. */
  public static final int ASM_API = Opcodes.ASM9;

  /** The newest class file version that the bundled ASM understands. */
  public static final int NEWEST_VERSION = Opcodes.V28;

  /** The name of constructors in class files. */
  public static final String CONSTRUCTOR = "<init>";

  /** The root of every class. */
  public static final String OBJECT = "java/lang/Object";

  private static final int MAJOR_VERSION_OFFSET = 6;

  private ClassFiles() {
    // no instances
  }

  /** The major version of a class file, 61 for Java 17. */
  public static int version(ClassReader reader) {
    return reader.readUnsignedShort(MAJOR_VERSION_OFFSET);
  }

  /** The major version of a class file, 61 for Java 17. */
  public static int version(byte[] classFile) {
    return (classFile[MAJOR_VERSION_OFFSET] & 0xFF) << 8
        | (classFile[MAJOR_VERSION_OFFSET + 1] & 0xFF);
  }

  /**
   * A reader that takes class files of every version, for looking at the constant pool and the
   * declarations. A version that ASM does not know yet has, as far as it has ever been, the same
   * constants and headers; code is another matter, and must not be read with this.
   */
  public static ClassReader lenientReader(byte[] classFile) {
    if (version(classFile) <= NEWEST_VERSION) {
      return new ClassReader(classFile);
    }
    byte[] copy = classFile.clone();
    copy[MAJOR_VERSION_OFFSET] = 0;
    copy[MAJOR_VERSION_OFFSET + 1] = (byte) NEWEST_VERSION;
    return new ClassReader(copy);
  }

  /** The internal name of a loaded class. */
  public static String internalName(Class<?> type) {
    return internalName(type.getName());
  }

  /** The internal name of a class: {@code java/util/Map$Entry} for {@code java.util.Map$Entry}. */
  public static String internalName(String binaryName) {
    return binaryName.replace('.', '/');
  }

  /** The binary name of a class: {@code java.util.Map$Entry} for {@code java/util/Map$Entry}. */
  public static String binaryName(String internalName) {
    return internalName.replace('/', '.');
  }
}
