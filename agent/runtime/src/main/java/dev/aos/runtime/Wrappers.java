package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;

/**
 * What is behind objects that do nothing but pass on what is behind them: the reader in a buffered
 * reader, the iterator that a stream is made of. Of subclasses those of the JDK alone count: others
 * may do more.
 */
final class Wrappers {

  /** A pipeline has a source, that an iterator, that a delegate; no chain is longer. */
  static final int MOST = 8;

  private static final MethodType TO_OBJECT = MethodType.methodType(Object.class, Object.class);

  private static final MethodHandle NOTHING = MethodHandles.empty(TO_OBJECT);

  private static volatile Wrappers current = new Wrappers(Map.of());

  private final Map<String, Path> paths;

  /** {@code (Object)Object}: what is behind; that of all other classes gives null. */
  private final ClassValue<MethodHandle> byClass =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * @param paths for each class of wrappers, by its name, the path to what is behind one
   */
  Wrappers(Map<String, Path> paths) {
    this.paths = paths;
  }

  /** What is known; asked when a site is linked. */
  static Wrappers current() {
    return current;
  }

  /** Sets what is known, for sites that are linked from now on. */
  static void set(Wrappers wrappers) {
    current = wrappers;
  }

  /** Whether there may be something behind objects of a class. */
  boolean isWrapper(Class<?> type) {
    return byClass.get(type) != NOTHING;
  }

  /** What is behind an object; null if it is no wrapper, or won't tell. */
  Object behind(Object object) {
    try {
      return (Object) byClass.get(object.getClass()).invokeExact(object);
    } catch (Throwable closed) {
      return null;
    }
  }

  private Path path(Class<?> type) {
    Path path = paths.get(type.getName());
    Class<?> superclass = type.getSuperclass();
    return path == null && superclass != null && type.getClassLoader() == null
        ? path(superclass)
        : path;
  }

  private MethodHandle find(Class<?> type) {
    Path path = path(type);
    if (path == null) {
      return NOTHING;
    }
    try {
      return PathResolver.ofValue(
              MethodHandles.lookup(), MethodType.methodType(void.class, type), true)
          .resolve(path, List.of(), Object.class)
          .asType(TO_OBJECT);
    } catch (ReflectiveOperationException missing) {
      Incidents.report("nothing is known of what is behind a " + type.getName() + ": " + missing);
      return NOTHING;
    }
  }
}
