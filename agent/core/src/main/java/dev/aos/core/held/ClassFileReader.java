package dev.aos.core.held;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.rules.TypePattern;
import dev.aos.runtime.HoldingCode;
import dev.aos.runtime.HoldingCodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Finds the class file of a loaded class, as a resource of its own loader, and reads it. No class
 * is loaded for it. A class file that is not known to be the one that was loaded is not believed;
 * then the JVM is asked for the class as it runs.
 */
public final class ClassFileReader implements HoldingCodeReader {

  private final LoadedClasses loaded;
  private final List<TypePattern> loopsOwn;
  private final RunningClasses running;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

  /**
   * @param loaded what was loaded
   * @param loopsOwn the classes whose locks belong to a loop
   * @param running knows classes as they run
   */
  public ClassFileReader(LoadedClasses loaded, List<TypePattern> loopsOwn, RunningClasses running) {
    this.loaded = loaded;
    this.loopsOwn = loopsOwn;
    this.running = running;
  }

  @Override
  public HoldingCode read(Class<?> type) {
    try {
      HoldingCode code = type.isHidden() ? HoldingCode.unknown() : find(type);
      return isLoopsOwn(type.getName()) ? code.withoutLocks() : code;
    } catch (Exception | LinkageError notFound) {
      // A loader is foreign code, and may fail in its own way.
      return HoldingCode.unknown();
    }
  }

  @Override
  public Optional<HoldingCode> ofWoven(Class<?> type) {
    return type.isHidden()
        ? Optional.empty()
        : loaded.woven(type.getClassLoader(), ClassFiles.internalName(type));
  }

  private HoldingCode find(Class<?> type) throws IOException {
    ClassLoader loader = type.getClassLoader();
    String name = ClassFiles.internalName(type);
    if (loader == null || loader == platform) {
      return read(type.getModule().getResourceAsStream(name + ".class")).orElse(unknown());
    }
    byte[] classFile = bytes(loader.getResourceAsStream(name + ".class"));
    return classFile.length > 0 && loaded.isLoaded(loader, name, classFile)
        ? CodeReader.read(classFile)
        : running.classFile(type).map(CodeReader::read).orElse(unknown());
  }

  private static HoldingCode unknown() {
    return HoldingCode.unknown();
  }

  private static Optional<HoldingCode> read(InputStream resource) throws IOException {
    byte[] classFile = bytes(resource);
    return classFile.length == 0 ? Optional.empty() : Optional.of(CodeReader.read(classFile));
  }

  private static byte[] bytes(InputStream resource) throws IOException {
    try (InputStream in = resource) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  @Override
  public boolean isLoopsOwn(String className) {
    for (TypePattern pattern : loopsOwn) {
      if (pattern.matches(className)) {
        return true;
      }
    }
    return false;
  }
}
