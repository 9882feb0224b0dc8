package dev.aos.core.weave;

import dev.aos.core.match.ClassHierarchy;
import java.util.List;
import java.util.Optional;

/** Says whether the JVM's verifier would take a class, without loading a class. */
interface BytecodeVerifier {

  /**
   * What is wrong with a class; empty if nothing is. A class that can't be found is taken for
   * whatever makes the code right: the JVM may find it, or else have refused the original too.
   *
   * @param classFile the class
   * @param methods the methods that have changed
   * @param hierarchy the classes that it sees
   */
  Optional<String> complaint(byte[] classFile, List<MethodPlan> methods, ClassHierarchy hierarchy);
}
