package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.ClassNode;

/** Reads a class file as a tree with the methods that have changed, and no others. */
final class ChangedMethods {

  private ChangedMethods() {
    // no instances
  }

  static ClassNode read(ClassReader reader, List<MethodPlan> wanted) {
    ClassNode classNode =
        new ClassNode(ClassFiles.ASM_API) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return isAmong(wanted, name, descriptor)
                ? super.visitMethod(access, name, descriptor, signature, exceptions)
                : null;
          }
        };
    reader.accept(classNode, ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    return classNode;
  }

  private static boolean isAmong(List<MethodPlan> wanted, String name, String descriptor) {
    for (MethodPlan method : wanted) {
      if (method.name().equals(name) && method.descriptor().equals(descriptor)) {
        return true;
      }
    }
    return false;
  }
}
