package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Verifies a woven class before the JVM sees it. Nothing here loads a class of the application.
 *
 * <p>On every JDK the class is compared with the original. On JDK 24 and later the platform's own
 * verifier looks at it too; earlier, and for the bridge methods which that one passes over, ASM's
 * data flow analysis does.
 */
final class WovenClassVerifier {

  private final FrameComparison comparison;
  private final BytecodeVerifier dataFlow = new DataFlowVerifier();
  private final Optional<BytecodeVerifier> platform;

  /**
   * @param bootstrap the bootstrap methods that woven code names
   * @param featureVersion the feature version of the running JDK
   */
  WovenClassVerifier(Bootstrap bootstrap, int featureVersion) {
    this.comparison = new FrameComparison(bootstrap);
    this.platform = platformVerifier(featureVersion);
  }

  private static Optional<BytecodeVerifier> platformVerifier(int featureVersion) {
    if (featureVersion < PlatformVerifier.FIRST_FEATURE_VERSION) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PlatformVerifier());
    } catch (ReflectiveOperationException notInThisRuntime) {
      return Optional.empty();
    }
  }

  /**
   * What is wrong with a woven class; empty if nothing is.
   *
   * @param original the class as it came
   * @param woven the class as it is now
   * @param changes what has changed
   * @param hierarchy the classes that it sees
   */
  Optional<String> complaint(
      byte[] original, byte[] woven, ClassPlan changes, ClassHierarchy hierarchy) {
    List<MethodPlan> methods = changes.methods();
    Optional<String> complaint = difference(original, woven, changes);
    if (complaint.isEmpty() && platform.isPresent()) {
      complaint = platform.get().complaint(woven, methods, hierarchy);
    }
    if (complaint.isEmpty()) {
      List<MethodPlan> unseen = platform.isPresent() ? bridges(methods) : methods;
      complaint = dataFlow.complaint(woven, unseen, hierarchy);
    }
    return complaint;
  }

  private Optional<String> difference(byte[] original, byte[] woven, ClassPlan changes) {
    ClassReader before = new ClassReader(original);
    ClassReader after = new ClassReader(woven);
    try {
      Optional<String> difference = DeclarationComparison.difference(before, after, changes);
      return difference.isPresent() ? difference : comparison.difference(before, after, changes);
    } catch (RuntimeException unreadable) {
      // ASM's reader expects frames to fit into the method's locals and stack.
      return Optional.of("its code can't be read: " + unreadable);
    }
  }

  private static List<MethodPlan> bridges(List<MethodPlan> methods) {
    List<MethodPlan> bridges = new ArrayList<>();
    for (MethodPlan method : methods) {
      if ((method.access() & Opcodes.ACC_BRIDGE) != 0) {
        bridges.add(method);
      }
    }
    return bridges;
  }
}
