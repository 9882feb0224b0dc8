package dev.aos.core.match;

/**
 * One {@link ClassHierarchy} for each class loader, for as long as the loader lives. Safe for use
 * by many threads; no lock is held while a loader is asked.
 */
public final class ClassHierarchies {

  private final ThreadLocal<Boolean> reading = new ThreadLocal<>();
  private final ClassHierarchy bootstrap = new ClassHierarchy(new SystemClassSource());
  private final LoaderMap<ClassHierarchy> hierarchies =
      new LoaderMap<>() {
        @Override
        protected ClassHierarchy make(ClassLoader loader) {
          return new ClassHierarchy(new LoaderClassSource(loader, reading), bootstrap);
        }
      };

  /**
   * The hierarchy of the classes that a loader sees.
   *
   * @param loader the loader; null is the bootstrap loader
   */
  public ClassHierarchy of(ClassLoader loader) {
    return loader == null ? bootstrap : hierarchies.of(loader);
  }
}
