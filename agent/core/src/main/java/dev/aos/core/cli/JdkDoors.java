package dev.aos.core.cli;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opens packages of {@code java.base} to AOS's own modules, without any JVM flag. Never to the
 * application: both modules below are unnamed modules of loaders that it has no part in.
 */
final class JdkDoors {

  /** Where the objects are whose private fields the runtime reads. */
  private static final List<String> PACKAGES_OF_HANDLES =
      List.of(
          "java.util.concurrent",
          "java.io",
          "java.util",
          "java.util.stream",
          "java.nio.file",
          "sun.nio.cs",
          "sun.nio.fs");

  private final Instrumentation instrumentation;
  private final Module base = Object.class.getModule();

  JdkDoors(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Lets core define classes in the boot loader. */
  void openToCore(Module core) {
    redefine(to(core, "jdk.internal.misc"), Map.of());
  }

  /**
   * Lets the runtime suspend handlers ({@code jdk.internal.vm}, JDK 21 and later), see held
   * monitors, read thread locals and define the class that woven code names ({@code java.lang}),
   * see what a class names ({@code jdk.internal.reflect}) and whether it is initialised ({@code
   * jdk.internal.misc}), what task an executor runs ({@code java.util.concurrent}), and what
   * streams have buffered and where iterators come from ({@code java.io} and others).
   */
  void openToRuntime(Module runtime) {
    Map<String, Set<Module>> exports = new HashMap<>();
    for (String name : List.of("jdk.internal.vm", "jdk.internal.reflect", "jdk.internal.misc")) {
      exports.putAll(to(runtime, name));
    }
    Map<String, Set<Module>> opens = new HashMap<>(to(runtime, "java.lang"));
    for (String name : PACKAGES_OF_HANDLES) {
      opens.putAll(to(runtime, name));
    }
    redefine(exports, opens);
  }

  /** A package that a later JDK has no more is not asked for; what needs it finds out by trying. */
  private Map<String, Set<Module>> to(Module module, String packageName) {
    return base.getPackages().contains(packageName)
        ? Map.of(packageName, Set.of(module))
        : Map.of();
  }

  private void redefine(Map<String, Set<Module>> exports, Map<String, Set<Module>> opens) {
    instrumentation.redefineModule(base, Set.of(), exports, opens, Set.of(), Map.of());
  }
}
