package dev.aos.core.match;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class file with the declarations of a class of the JDK and nothing else, made by reflection.
 */
final class DeclaredClassFile {

  private DeclaredClassFile() {
    // no instances
  }

  /** The class file; empty if the JDK has no such class. */
  static Optional<byte[]> of(String internalName) {
    try {
      String name = ClassFiles.binaryName(internalName);
      return Optional.of(write(Class.forName(name, false, ClassLoader.getPlatformClassLoader())));
    } catch (ClassNotFoundException | LinkageError notThere) {
      return Optional.empty();
    }
  }

  private static byte[] write(Class<?> type) {
    ClassWriter writer = new ClassWriter(0);
    Class<?> superclass = type.getSuperclass();
    writer.visit(
        Opcodes.V17,
        access(type.getModifiers()),
        Type.getInternalName(type),
        null,
        superclass == null && type == Object.class
            ? null
            : Type.getInternalName(superclass == null ? Object.class : superclass),
        names(type.getInterfaces()));
    for (Method method : type.getDeclaredMethods()) {
      writer
          .visitMethod(
              method.getModifiers(),
              method.getName(),
              Type.getMethodDescriptor(method),
              null,
              names(method.getExceptionTypes()))
          .visitEnd();
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      writer
          .visitMethod(
              constructor.getModifiers(),
              ClassFiles.CONSTRUCTOR,
              Type.getConstructorDescriptor(constructor),
              null,
              names(constructor.getExceptionTypes()))
          .visitEnd();
    }
    return writer.toByteArray();
  }

  private static String[] names(Class<?>[] types) {
    String[] names = new String[types.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = Type.getInternalName(types[i]);
    }
    return names;
  }

  /** As the class file has it: a protected nested class is public there (JVMS 4.7.6). */
  private static int access(int modifiers) {
    int kept =
        modifiers & (Modifier.PUBLIC | Modifier.FINAL | Modifier.INTERFACE | Modifier.ABSTRACT);
    return Modifier.isProtected(modifiers) ? kept | Modifier.PUBLIC : kept;
  }
}
