package dev.aos.core.cli;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.rules.BundledFiles;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.core.rules.TypePattern;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.Control;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the runtime which classes that own thread state are defined, and by whom. */
final class StateClasses {

  private final Instrumentation instrumentation;
  private final Module runtime = Control.class.getModule();

  /** Internal names. */
  private volatile Set<String> owners = Set.of();

  StateClasses(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Says what thread state there may be, from now on; what there was stays. */
  void carry(List<ThreadStateRule> rules) {
    List<CarrierSettings> carriers = new ArrayList<>();
    Set<String> names = new HashSet<>(owners);
    for (ThreadStateRule rule : rules) {
      carriers.add(rule.carrier());
      names.add(ClassFiles.internalName(rule.carrier().owner()));
    }
    owners = names;
    List<String> harmless = new ArrayList<>();
    for (TypePattern type : BundledFiles.harmlessState()) {
      harmless.add(type.toString());
    }
    Control.carry(carriers, harmless);
  }

  /** Notes a class that is being defined. */
  void defined(Module module, ClassLoader loader, String internalName) {
    if (owners.contains(internalName)) {
      String name = ClassFiles.binaryName(internalName);
      open(module, name);
      Control.stateClassDefined(name, loader);
    }
  }

  /** Notes the classes that other agents, or the JVM, have loaded before. */
  void alreadyLoaded() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      defined(type.getModule(), type.getClassLoader(), ClassFiles.internalName(type));
    }
  }

  /** The state is private to its class; a named module keeps its packages closed. */
  private void open(Module module, String className) {
    String packageName = className.substring(0, Math.max(0, className.lastIndexOf('.')));
    if (module.isNamed() && !module.isOpen(packageName, runtime)) {
      instrumentation.redefineModule(
          module, Set.of(), Map.of(), Map.of(packageName, Set.of(runtime)), Set.of(), Map.of());
    }
  }
}
