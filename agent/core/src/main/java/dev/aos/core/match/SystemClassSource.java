package dev.aos.core.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The class files of the JDK's own classes.
 *
 * <p>Where a {@linkplain ResourceSearch search} for their bytes would make something of the
 * application's, the declarations are taken from the classes themselves; loading a class of the JDK
 * calls nobody.
 */
final class SystemClassSource implements ClassSource {

  private final boolean fromBytes = ResourceSearch.isHarmless();
  private final Set<String> packages = packages();

  @Override
  public boolean isJdkClass(String internalName) {
    int end = internalName.lastIndexOf('/');
    return internalName.startsWith("java/")
        || !fromBytes && end > 0 && packages.contains(internalName.substring(0, end));
  }

  @Override
  public Optional<byte[]> find(String internalName) throws IOException {
    if (!fromBytes) {
      return DeclaredClassFile.of(internalName);
    }
    // Not the system loader: that may be the application's own.
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (InputStream stream = platform.getResourceAsStream(internalName + ".class")) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    }
  }

  private Set<String> packages() {
    Set<String> names = new HashSet<>();
    if (!fromBytes) {
      ClassLoader platform = ClassLoader.getPlatformClassLoader();
      for (Module module : ModuleLayer.boot().modules()) {
        if (module.getClassLoader() == null || module.getClassLoader() == platform) {
          for (String name : module.getPackages()) {
            names.add(name.replace('.', '/'));
          }
        }
      }
    }
    return names;
  }
}
