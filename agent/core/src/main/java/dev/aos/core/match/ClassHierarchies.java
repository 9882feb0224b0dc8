package dev.aos.core.match;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One {@link ClassHierarchy} for each class loader, for as long as the loader lives. Safe for use
 * by many threads; no lock is held while a loader is asked.
 */
public final class ClassHierarchies {

  private final Map<LoaderKey, ClassHierarchy> hierarchies = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> goneLoaders = new ReferenceQueue<>();
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
    forgetGoneLoaders();
    LoaderKey key = new LoaderKey(loader, goneLoaders);
    ClassHierarchy known = hierarchies.get(key);
    if (known != null) {
      return known;
    }
    ClassSource source = new LoaderClassSource(loader, reading);
    ClassHierarchy created = new ClassHierarchy(source, bootstrap);
    ClassHierarchy raced = hierarchies.putIfAbsent(key, created);
    return raced == null ? created : raced;
  }

  private void forgetGoneLoaders() {
    for (Object gone = goneLoaders.poll(); gone != null; gone = goneLoaders.poll()) {
      hierarchies.remove(gone);
    }
  }

  /**
   * A loader by identity. Loaders are foreign objects, so their own {@code equals} and {@code
   * hashCode} are never called.
   */
  private static final class LoaderKey extends WeakReference<ClassLoader> {

    private final int hash;

    LoaderKey(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      this.hash = System.identityHashCode(loader);
    }

    @Override
    public boolean equals(Object other) {
      // A key whose loader is gone equals itself alone.
      return this == other
          || other instanceof LoaderKey key && get() != null && key.refersTo(get());
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
