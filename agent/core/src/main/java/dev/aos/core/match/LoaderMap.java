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
public final class LoaderMap<V> {

  private final Map<LoaderKey, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> goneLoaders = new ReferenceQueue<>();

  /** The value for a loader, not the bootstrap loader; null if it has none. */
  public V get(ClassLoader loader) {
    return values.get(new LoaderKey(loader, goneLoaders));
  }

  /** Gives a loader a value, if it has none; returns the one that it has then. */
  public V putIfAbsent(ClassLoader loader, V value) {
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
