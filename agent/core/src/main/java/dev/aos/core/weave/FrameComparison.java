package dev.aos.core.weave;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Checks that a woven method is the original but for its plan: every frame is the same but for its
 * offset, and so is every instruction and exception range. Frames that were right stay right then,
 * for each edit leaves on the stack and in the locals what the original call did.
 */
final class FrameComparison {

  private final Bootstrap bootstrap;

  FrameComparison(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * The first difference that the plan does not explain.
   *
   * @param original the class as it came
   * @param woven the class as it is now
   * @param methods the plans of the methods that have changed
   */
  Optional<String> difference(byte[] original, byte[] woven, List<MethodPlan> methods) {
    ClassNode originalMethods = ChangedMethods.read(original, methods);
    ClassNode wovenMethods = ChangedMethods.read(woven, methods);
    for (MethodPlan plan : methods) {
      MethodNode wovenMethod = find(plan, wovenMethods);
      Unweaver.unweave(plan, originalMethods.name, bootstrap, wovenMethod);
      Optional<String> difference =
          MethodOutline.of(find(plan, originalMethods)).difference(MethodOutline.of(wovenMethod));
      if (difference.isPresent()) {
        return Optional.of(plan.name() + plan.descriptor() + ": " + difference.get());
      }
    }
    return Optional.empty();
  }

  private static MethodNode find(MethodPlan plan, ClassNode methods) {
    for (MethodNode method : methods.methods) {
      if (method.name.equals(plan.name()) && method.desc.equals(plan.descriptor())) {
        return method;
      }
    }
    throw new IllegalStateException("no method " + plan.name() + plan.descriptor());
  }
}
