package dev.aos.core.rules;

import java.util.List;

/**
 * One item of {@code event-loops:}: the classes whose call sites are rewritten.
 *
 * @param position where it stands
 * @param classes patterns of the classes
 * @param except patterns of classes among them that are left alone
 * @param loop which loop runs their handlers
 */
public record EventLoopClasses(
    Position position, List<TypePattern> classes, List<TypePattern> except, LoopChoice loop) {

  /**
   * Whether a class is one of these.
   *
   * @param binaryName the class's binary name, {@code $} for nested classes
   */
  public boolean contains(String binaryName) {
    return matchesAny(classes, binaryName) && !matchesAny(except, binaryName);
  }

  private static boolean matchesAny(List<TypePattern> patterns, String binaryName) {
    for (TypePattern pattern : patterns) {
      if (pattern.matches(binaryName)) {
        return true;
      }
    }
    return false;
  }
}
