package dev.aos.core.cli;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Guards the entries in classes of the JDK itself, which bundled loop definitions name. The JVM may
 * have loaded such a class before any agent: it is transformed once more then, which a guard
 * allows, since it adds no member. So this is a transformer of its own: what one that can
 * retransform has made of a class is made again at every later transformation by another agent.
 */
final class JdkEntries implements ClassFileTransformer {

  private final Instrumentation instrumentation;
  private final Set<String> names;
  private final WeavingTransformer weaving;

  /**
   * @param instrumentation the JVM's hooks
   * @param names the binary names of the classes
   * @param weaving weaves them
   */
  JdkEntries(Instrumentation instrumentation, Set<String> names, WeavingTransformer weaving) {
    this.instrumentation = instrumentation;
    this.names = names;
    this.weaving = weaving;
  }

  /** Has the classes woven, those that are loaded already and those that will be. */
  void install() {
    if (names.isEmpty()) {
      return;
    }
    instrumentation.addTransformer(this, true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (isMeant(type.getClassLoader(), type.getName())) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError refused) {
        weaving.fail(type.getName(), "the JVM does not let it change: " + refused);
      }
    }
  }

  private boolean isMeant(ClassLoader loader, String binaryName) {
    return names.contains(binaryName)
        && (loader == null || loader == ClassLoader.getPlatformClassLoader());
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    try {
      return className != null && isMeant(loader, className.replace('/', '.'))
          ? weaving.weave(loader, className, classFile)
          : null;
    } catch (Throwable failed) {
      // The JVM would swallow it.
      weaving.fail(className, failed.toString());
      return null;
    }
  }
}
