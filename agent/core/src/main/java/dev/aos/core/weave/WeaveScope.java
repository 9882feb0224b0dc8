package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.rules.CallPattern;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.LoopShutdown;
import dev.aos.core.rules.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which classes may be woven at all, as far as loader and name tell. */
final class WeaveScope {

  /** AOS's own: a class that weaving needs must not need weaving. */
  private static final List<String> OWN_PACKAGES =
      List.of("dev/aos/core/", "dev/aos/launcher/", "dev/aos/runtime/");

  private static final String JAVA_PACKAGES = "java/";

  private final List<EventLoopClasses> eventLoops;
  private final Set<String> jdkClasses;

  WeaveScope(RuleSet rules) {
    this.eventLoops = rules.eventLoops();
    this.jdkClasses = namedBy(rules);
  }

  /**
   * The classes of the JDK, by binary name, that may get guards: those that bundled loop
   * definitions name exactly. No rule file can add one.
   */
  Set<String> jdkClasses() {
    return jdkClasses;
  }

  private static Set<String> namedBy(RuleSet rules) {
    Set<String> names = new HashSet<>();
    for (LoopDefinition loop : rules.loops()) {
      if (!rules.isOwn(loop)) {
        for (LoopEntry entry : loop.entries()) {
          addExact(names, entry.method());
        }
        for (LoopShutdown shutdown : loop.shutdown()) {
          addExact(names, shutdown.method());
        }
      }
    }
    return names;
  }

  private static void addExact(Set<String> names, CallPattern method) {
    String owner = method.exactOwner().orElse("");
    if (isOfJdk(owner) && !method.subtypes() && method.exactMember()) {
      names.add(owner);
    }
  }

  /** By name, for its class must not be loaded to find out. */
  private static boolean isOfJdk(String binaryName) {
    return binaryName.startsWith("java.") || binaryName.startsWith("javax.swing.");
  }

  /** Whether a class is never woven, whatever the rules say: the JDK's classes, and AOS's own. */
  boolean isOffLimits(ClassLoader loader, String internalName) {
    for (String ownPackage : OWN_PACKAGES) {
      if (internalName.startsWith(ownPackage)) {
        return true;
      }
    }
    boolean jdk = isJdk(loader) || internalName.startsWith(JAVA_PACKAGES);
    return jdk && !jdkClasses.contains(ClassFiles.binaryName(internalName));
  }

  private static boolean isJdk(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * What designates a class as one whose call sites are rewritten: the first item that does. Never
   * one of the JDK.
   */
  Optional<EventLoopClasses> eventLoop(ClassLoader loader, String binaryName) {
    if (!isJdk(loader)) {
      for (EventLoopClasses eventLoop : eventLoops) {
        if (eventLoop.contains(binaryName)) {
          return Optional.of(eventLoop);
        }
      }
    }
    return Optional.empty();
  }
}
