package dev.aos.core.weave;

import dev.aos.core.match.Answer;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;

/** All frames of a class computed anew; what the weaver never does. */
final class Recomputation {

  private Recomputation() {
    // no instances
  }

  /** The class without its own frames, and with computed ones. */
  static ClassNode of(byte[] classFile, ClassHierarchy hierarchy) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String type1, String type2) {
            return commonSuperclass(type1, type2, hierarchy);
          }
        };
    new ClassReader(classFile).accept(writer, ClassReader.SKIP_FRAMES);
    return read(writer.toByteArray());
  }

  static ClassNode read(byte[] classFile) {
    ClassNode type = new ClassNode(ClassFiles.ASM_API);
    new ClassReader(classFile).accept(type, ClassReader.SKIP_DEBUG | ClassReader.EXPAND_FRAMES);
    return type;
  }

  /** As the JVM's verifier merges types: interfaces, and what can't be found, are Object. */
  private static String commonSuperclass(String type1, String type2, ClassHierarchy hierarchy) {
    String candidate = type1;
    while (!candidate.equals(ClassFiles.OBJECT)) {
      Optional<ClassInfo> info = hierarchy.find(candidate);
      if (info.isEmpty() || info.get().isInterface()) {
        return ClassFiles.OBJECT;
      }
      if (hierarchy.isSubtype(type2, candidate) == Answer.YES) {
        return candidate;
      }
      candidate = info.get().superName().orElse(ClassFiles.OBJECT);
    }
    return candidate;
  }

  /** Whether every instruction of a method can be reached: ASM replaces what can't. */
  static boolean isAllReachable(String owner, MethodNode method) {
    try {
      var frames = new Analyzer<>(new BasicInterpreter()).analyze(owner, method);
      for (int i = 0; i < frames.length; i++) {
        if (frames[i] == null && method.instructions.get(i).getOpcode() >= 0) {
          return false;
        }
      }
      return true;
    } catch (AnalyzerException unusual) {
      return false;
    }
  }
}
