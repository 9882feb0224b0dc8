package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Asks about classes without loading or initialising them. {@code java.lang} must be open and
 * {@code jdk.internal.misc} exported to the boot loader's unnamed module.
 */
final class LoadedClasses {

  private static final MethodHandle FIND;
  private static final MethodHandle UNINITIALIZED;
  private static final String OBSTACLE;

  static {
    MethodHandle find = null;
    MethodHandle uninitialized = null;
    String obstacle = "";
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      find =
          MethodHandles.privateLookupIn(ClassLoader.class, lookup)
              .findVirtual(
                  ClassLoader.class,
                  "findLoadedClass",
                  MethodType.methodType(Class.class, String.class));
      Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe", true, null);
      Object instance =
          lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
      uninitialized =
          lookup
              .findVirtual(
                  unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
              .bindTo(instance);
    } catch (Throwable unavailable) {
      obstacle = unavailable.toString();
    }
    FIND = find;
    UNINITIALIZED = uninitialized;
    OBSTACLE = obstacle;
  }

  private LoadedClasses() {
    // no instances
  }

  /** Why classes can't be asked about here; empty if they can. */
  static String obstacle() {
    return OBSTACLE;
  }

  /**
   * A class that its loader has defined already.
   *
   * @param loader null is the boot loader, which finds a class by loading it
   * @return null if it has not
   */
  static Class<?> find(ClassLoader loader, String name) throws Throwable {
    if (loader == null) {
      return Class.forName(name, false, null);
    }
    return (Class<?>) FIND.invokeExact(loader, name);
  }

  /** Whether a class's initialiser has ended, so that its fields can be read. */
  static boolean isInitialized(Class<?> type) throws Throwable {
    return !(boolean) UNINITIALIZED.invokeExact((Class<?>) type);
  }
}
