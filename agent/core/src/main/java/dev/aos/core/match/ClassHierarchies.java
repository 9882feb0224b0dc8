package dev.aos.core.match;

/**
 * One {@link ClassHierarchy} for each class loader, for as long as the loader lives. Safe for use
 * by many threads; no lock is held while a loader is asked.
 */
public final class ClassHierarchies {

  private final LoaderMap<ClassHierarchy> hierarchies = new LoaderMap<>();
  private final ThreadLocal<Boolean> reading = new ThreadLocal<>();
  private final ClassHierarchy bootstrap = new ClassHierarchy(new SystemClassSource());

  /**
   * The hierarchy of the classes that a loader sees.
   *
   * @param loader the loader; null is the bootstrap loader
   */
  public ClassHierarchy of(ClassLoader loader) {
    if (loader == null) {
      return bootstrap;
    }
    ClassHierarchy known = hierarchies.get(loader);
    if (known != null) {
      return known;
    }
    ClassSource source = new LoaderClassSource(loader, reading);
    return hierarchies.putIfAbsent(loader, new ClassHierarchy(source, bootstrap));
  }
}
