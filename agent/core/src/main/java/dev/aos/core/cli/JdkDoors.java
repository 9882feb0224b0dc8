package dev.aos.core.cli;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * Opens packages of {@code java.base} to AOS's own modules, without any JVM flag. Never to the
 * application: both modules below are unnamed modules of loaders that it has no part in.
 */
final class JdkDoors {

  private final Instrumentation instrumentation;
  private final Module base = Object.class.getModule();

  JdkDoors(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Lets core define classes in the boot loader. */
  void openToCore(Module core) {
    redefine(Map.of("jdk.internal.misc", Set.of(core)), Map.of());
  }

  /**
   * Lets the runtime suspend handlers ({@code jdk.internal.vm}, JDK 21 and later), see held
   * monitors and define the class that woven code names ({@code java.lang}).
   */
  void openToRuntime(Module runtime) {
    redefine(Map.of("jdk.internal.vm", Set.of(runtime)), Map.of("java.lang", Set.of(runtime)));
  }

  private void redefine(Map<String, Set<Module>> exports, Map<String, Set<Module>> opens) {
    instrumentation.redefineModule(base, Set.of(), exports, opens, Set.of(), Map.of());
  }
}
