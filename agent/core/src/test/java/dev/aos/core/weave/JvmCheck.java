package dev.aos.core.weave;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What this JVM says to a class. */
final class JvmCheck {

  private static final String LINK = "link";

  private final byte[] classFile;

  JvmCheck(byte[] classFile) {
    this.classFile = classFile;
  }

  boolean refuses() {
    return complaint().isPresent();
  }

  boolean refusesOrCannotLink() {
    return refuses() || linkComplaint().isPresent();
  }

  /** Defines and verifies the class. */
  Optional<String> complaint() {
    try {
      initialized(classFile);
      return Optional.empty();
    } catch (LinkageError refused) {
      return Optional.of(refused.toString());
    }
  }

  private static Class<?> initialized(byte[] bytes) {
    String name = new ClassReader(bytes).getClassName();
    ProgramLoader loader = new ProgramLoader(Map.of(name, bytes), (same, file) -> file);
    try {
      return Class.forName(name.replace('/', '.'), true, loader);
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * Links every call site that the weaver has put in, in methods of their own with null and zero
   * for arguments. What is called may fail: then it has been linked.
   */
  Optional<String> linkComplaint() {
    ClassNode type = new ClassNode();
    new ClassReader(classFile).accept(type, 0);
    List<InvokeDynamicInsnNode> sites = new ArrayList<>();
    for (MethodNode method : List.copyOf(type.methods)) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof InvokeDynamicInsnNode site
            && !site.bsm.getOwner().startsWith("java/")) {
          sites.add(site);
        }
      }
    }
    for (int i = 0; i < sites.size(); i++) {
      addLinking(type, LINK + i, sites.get(i));
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.accept(writer);
    try {
      Class<?> linking = initialized(writer.toByteArray());
      for (int i = 0; i < sites.size(); i++) {
        link(linking, LINK + i);
      }
      return Optional.empty();
    } catch (LinkageError refused) {
      return Optional.of(refused.toString());
    }
  }

  private static void link(Class<?> type, String method) {
    try {
      type.getMethod(method).invoke(null);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof LinkageError refused) {
        throw refused;
      }
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static void addLinking(ClassNode type, String name, InvokeDynamicInsnNode site) {
    MethodVisitor code =
        type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
    code.visitCode();
    for (Type argument : Type.getArgumentTypes(site.desc)) {
      code.visitInsn(
          switch (argument.getSort()) {
            case Type.LONG -> Opcodes.LCONST_0;
            case Type.DOUBLE -> Opcodes.DCONST_0;
            case Type.FLOAT -> Opcodes.FCONST_0;
            case Type.OBJECT, Type.ARRAY -> Opcodes.ACONST_NULL;
            default -> Opcodes.ICONST_0;
          });
    }
    code.visitInvokeDynamicInsn(site.name, site.desc, site.bsm, site.bsmArgs);
    int size = Type.getReturnType(site.desc).getSize();
    if (size > 0) {
      code.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
