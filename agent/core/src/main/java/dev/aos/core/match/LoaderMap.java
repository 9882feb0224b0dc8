package dev.aos.core.match;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values for class loaders, each for as long as its loader lives. Loaders are foreign objects: they
 * are told apart by identity, and their own {@code equals} and {@code hashCode} are never called.
 * Safe for use by many threads.
 */
public abstract class LoaderMap<V> {

  private final Map<LoaderKey, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> goneLoaders = new ReferenceQueue<>();

  /**
   * Makes the value of a loader that has none. Two threads may do so at once, and one value is
   * thrown away. A method to override, not a lambda to pass: a transformer asks, and must not be
   * the first in the JVM to link one.
   */
  protected abstract V make(ClassLoader loader);

  /** The value for a loader, not the bootstrap loader; null if it has none. */
  public final V get(ClassLoader loader) {
    return values.get(new LoaderKey(loader, goneLoaders));
  }

  /**
   * The value for a loader, made if it has none. The JDK's two loaders, of which the bootstrap
   * loader is null, have one together: they have no class of one name.
   */
  public final V of(ClassLoader loader) {
    ClassLoader key = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    V known = get(key);
    return known == null ? putIfAbsent(key, make(key)) : known;
  }

  private V putIfAbsent(ClassLoader loader, V value) {
    forgetGoneLoaders();
    V raced = values.putIfAbsent(new LoaderKey(loader, goneLoaders), value);
    return raced == null ? value : raced;
  }

  private void forgetGoneLoaders() {
    for (Object gone = goneLoaders.poll(); gone != null; gone = goneLoaders.poll()) {
      values.remove(gone);
    }
  }

  /** A loader by identity. */
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
