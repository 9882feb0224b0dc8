package dev.aos.core.rules;

import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.List;

/**
 * One item of {@code event-loops:}: the classes whose call sites are rewritten.
 *
 * @param position where it stands
 * @param classes patterns of the classes
 * @param except patterns of classes among them that are left alone
 * @param loop which loop runs their handlers
 * @param lane what waits while one of their handlers is suspended
 * @param cancelOnClose whether a suspended handler is resumed with an exception when its channel is
 *     closed
 */
public record EventLoopClasses(
    Position position,
    List<TypePattern> classes,
    List<TypePattern> except,
    LoopChoice loop,
    LaneWidth lane,
    boolean cancelOnClose) {

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
