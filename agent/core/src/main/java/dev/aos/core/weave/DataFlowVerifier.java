package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Infers the types on the stack and in the locals of the changed methods, with ASM. It does not
 * look at stack maps, which {@link FrameComparison} does, nor at uninitialised objects, which
 * {@link ConstructorShapes} has.
 */
final class DataFlowVerifier implements BytecodeVerifier {

  @Override
  public Optional<String> complaint(
      byte[] classFile, List<MethodPlan> methods, ClassHierarchy hierarchy) {
    ClassNode classNode = ChangedMethods.read(new ClassReader(classFile), methods);
    for (MethodNode method : classNode.methods) {
      try {
        Frame<BasicValue>[] frames =
            new Analyzer<>(new HierarchyVerifier(classNode, hierarchy))
                .analyze(classNode.name, method);
        if (deepest(frames) > method.maxStack) {
          return Optional.of(method.name + method.desc + ": the stack is too shallow");
        }
      } catch (AnalyzerException | RuntimeException wrong) {
        return Optional.of(method.name + method.desc + ": " + wrong.getMessage());
      }
    }
    return Optional.empty();
  }

  /** The slots of the deepest stack; ASM itself counts a long or a double as one. */
  private static int deepest(Frame<BasicValue>[] frames) {
    int deepest = 0;
    for (Frame<BasicValue> frame : frames) {
      int slots = 0;
      for (int index = 0; frame != null && index < frame.getStackSize(); index++) {
        slots += frame.getStack(index).getSize();
      }
      deepest = Math.max(deepest, slots);
    }
    return deepest;
  }
}
