package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Infers the types on the stack and in the locals of the changed methods, with ASM. It does not
 * look at stack maps, which {@link FrameComparison} does, nor at uninitialised objects, which
 * {@link ConstructorShapes} has.
 */
final class DataFlowVerifier implements BytecodeVerifier {

  @Override
  public Optional<String> complaint(
      byte[] classFile, List<MethodPlan> methods, ClassHierarchy hierarchy) {
    ClassNode classNode = ChangedMethods.read(classFile, methods);
    for (MethodNode method : classNode.methods) {
      try {
        new Analyzer<>(new HierarchyVerifier(classNode, hierarchy)).analyze(classNode.name, method);
      } catch (AnalyzerException | RuntimeException wrong) {
        return Optional.of(method.name + method.desc + ": " + wrong.getMessage());
      }
    }
    return Optional.empty();
  }
}
