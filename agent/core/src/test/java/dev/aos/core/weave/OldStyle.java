package dev.aos.core.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes class files look older, or newer, than the compiler here makes them. */
final class OldStyle {

  private OldStyle() {
    // no instances
  }

  /** The bytes of a class of the test class path. */
  static byte[] bytes(Class<?> type) {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getResourceAsStream(resource)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class with another version; nothing else changes. */
  static byte[] withVersion(Class<?> type, int version) {
    byte[] bytes = bytes(type);
    bytes[6] = (byte) (version >> 8);
    bytes[7] = (byte) version;
    return bytes;
  }

  /** The class with {@code invokespecial} for calls of its own private methods. */
  static GeneratedClass privateCallsAreSpecial(Class<?> type) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes(type)).accept(new SpecialCalls(type, writer), 0);
    return GeneratedClass.of(writer);
  }

  private static final class SpecialCalls extends ClassVisitor {

    private final Class<?> type;

    SpecialCalls(Class<?> type, ClassVisitor delegate) {
      super(Opcodes.ASM9, delegate);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          boolean special = opcode == Opcodes.INVOKEVIRTUAL && isOwnPrivate(owner, name);
          super.visitMethodInsn(
              special ? Opcodes.INVOKESPECIAL : opcode, owner, name, descriptor, isInterface);
        }
      };
    }

    private boolean isOwnPrivate(String owner, String name) {
      if (!owner.equals(type.getName().replace('.', '/'))) {
        return false;
      }
      for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return Modifier.isPrivate(method.getModifiers());
        }
      }
      return false;
    }
  }
}
