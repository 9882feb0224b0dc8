package dev.aos.core.match;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** A class source with classes that have declarations and no code. */
final class TestClasses implements ClassSource {

  private static final int PUBLIC_INTERFACE =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;

  private final Map<String, byte[]> classes = new HashMap<>();
  private int lookups;
  private boolean failing;

  TestClasses() {
    type(Opcodes.ACC_PUBLIC, "java/lang/Object", null, new String[0], "toString()V");
  }

  /** Adds a class; methods are written {@code name()V}. */
  TestClasses type(String name, String superName, String[] interfaces, String... methods) {
    return type(Opcodes.ACC_PUBLIC, name, superName, interfaces, methods);
  }

  /** Adds an interface. */
  TestClasses interfaceType(String name, String[] interfaces, String... methods) {
    return type(PUBLIC_INTERFACE, name, "java/lang/Object", interfaces, methods);
  }

  private TestClasses type(
      int access, String name, String superName, String[] interfaces, String... methods) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, access, name, null, superName, interfaces);
    for (String method : methods) {
      String[] words = method.split(" ");
      String nameAndDescriptor = words[words.length - 1];
      int descriptor = nameAndDescriptor.indexOf('(');
      int methodAccess =
          switch (words[0]) {
            case "static" -> Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
            case "private" -> Opcodes.ACC_PRIVATE;
            default -> Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT;
          };
      writer
          .visitMethod(
              methodAccess,
              nameAndDescriptor.substring(0, descriptor),
              nameAndDescriptor.substring(descriptor),
              null,
              null)
          .visitEnd();
    }
    writer.visitEnd();
    classes.put(name, writer.toByteArray());
    return this;
  }

  byte[] bytes(String name) {
    return classes.get(name);
  }

  void put(String name, byte[] bytes) {
    classes.put(name, bytes);
  }

  void setFailing(boolean failing) {
    this.failing = failing;
  }

  int lookups() {
    return lookups;
  }

  @Override
  public Optional<byte[]> find(String internalName) throws IOException {
    lookups++;
    if (failing) {
      throw new IOException("failing");
    }
    return Optional.ofNullable(classes.get(internalName));
  }
}
