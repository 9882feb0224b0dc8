package dev.aos.core.weave;

import dev.aos.core.rules.EventLoopClasses;
import java.util.List;
import java.util.Optional;

/** Which classes may be woven at all, as far as loader and name tell. */
final class WeaveScope {

  /** AOS's own: a class that weaving needs must not need weaving. */
  private static final List<String> OWN_PACKAGES =
      List.of("dev/aos/core/", "dev/aos/launcher/", "dev/aos/runtime/");

  private static final String JAVA_PACKAGES = "java/";

  private final List<EventLoopClasses> eventLoops;

  WeaveScope(List<EventLoopClasses> eventLoops) {
    this.eventLoops = eventLoops;
  }

  /** Whether a class is never woven, whatever the rules say: the JDK's classes, and AOS's own. */
  static boolean isOffLimits(ClassLoader loader, String internalName) {
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return true;
    }
    if (internalName.startsWith(JAVA_PACKAGES)) {
      return true;
    }
    for (String ownPackage : OWN_PACKAGES) {
      if (internalName.startsWith(ownPackage)) {
        return true;
      }
    }
    return false;
  }

  /** What designates a class as one whose call sites are rewritten: the first item that does. */
  Optional<EventLoopClasses> eventLoop(String binaryName) {
    for (EventLoopClasses eventLoop : eventLoops) {
      if (eventLoop.contains(binaryName)) {
        return Optional.of(eventLoop);
      }
    }
    return Optional.empty();
  }
}
