package dev.aos.core.report;

import dev.aos.core.held.SeenNames;
import dev.aos.core.match.ClassFiles;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Finds classes that should be woven and that the transformer was never given. The JVM calls no
 * transformer inside a transformer: what a class loader loads while it answers the agent comes past
 * it.
 */
public final class UnseenClasses {

  private static final String REASON =
      "it was loaded while a class loader was looking for the file of another class for the agent,"
          + " and the JVM tells the agent nothing of such classes";

  private final BiPredicate<ClassLoader, String> concerned;
  private final Instrumentation instrumentation;
  private final SeenNames seen = new SeenNames();

  /**
   * @param concerned whether a class, by loader and internal name, may have something to weave
   * @param instrumentation lists the loaded classes
   */
  public UnseenClasses(
      BiPredicate<ClassLoader, String> concerned, Instrumentation instrumentation) {
    this.concerned = concerned;
    this.instrumentation = instrumentation;
  }

  /** A class that may have something to weave, and that the transformer is given. */
  public void seen(ClassLoader loader, String internalName) {
    if (loader != null) {
      seen.add(loader, internalName);
    }
  }

  /** Classes that were loaded before the transformer was there are another matter. */
  public void alreadyLoaded() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      String name = ClassFiles.internalName(type);
      if (loader != null && concerned.test(loader, name)) {
        seen(loader, name);
      }
    }
  }

  List<WeaveLog.FailedClass> find() {
    List<WeaveLog.FailedClass> found = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      ClassLoader loader = type.getClassLoader();
      String name = ClassFiles.internalName(type);
      if (loader != null
          && !type.isArray()
          && !type.isHidden()
          && concerned.test(loader, name)
          && !seen.contains(loader, name)) {
        found.add(new WeaveLog.FailedClass(type.getName(), REASON));
      }
    }
    return found;
  }
}
