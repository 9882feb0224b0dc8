package dev.aos.core.weave;

import java.util.Optional;
import org.objectweb.asm.ClassReader;
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
   * @param before the class as it came
   * @param after the class as it is now
   * @param changes what has changed
   */
  Optional<String> difference(ClassReader before, ClassReader after, ClassPlan changes) {
    ClassNode originalMethods = ChangedMethods.read(before, changes.methods());
    ClassNode wovenMethods = ChangedMethods.read(after, changes.methods());
    for (MethodPlan plan : changes.methods()) {
      MethodNode wovenMethod = find(plan, wovenMethods);
      Optional<String> difference = Unweaver.unweave(changes, plan, bootstrap, wovenMethod);
      if (difference.isEmpty()) {
        MethodOutline original = MethodOutline.of(find(plan, originalMethods));
        difference = original.difference(MethodOutline.of(wovenMethod));
      }
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
