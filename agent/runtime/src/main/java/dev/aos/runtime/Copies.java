package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.Map;

/** Shallow copies of the JDK's own collections and maps. */
final class Copies {

  private static final MethodHandle CLONE;

  static {
    MethodHandle clone = null;
    try {
      clone =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
              .findVirtual(Object.class, "clone", MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      // Then nothing is copied.
    }
    CLONE = clone;
  }

  private Copies() {
    // no instances
  }

  /** A copy of a collection or map of {@code java.util}; anything else comes back as it is. */
  static Object of(Object value) throws Throwable {
    return CLONE != null && value instanceof Cloneable && isCollectionOfTheJdk(value)
        ? (Object) CLONE.invokeExact(value)
        : value;
  }

  private static boolean isCollectionOfTheJdk(Object value) {
    return (value instanceof Map || value instanceof Collection)
        && value.getClass().getClassLoader() == null
        && value.getClass().getName().startsWith("java.util.");
  }

  /**
   * Whether two values are the same state: the same object, or collections of the JDK with the same
   * contents. The elements are the application's, so whatever their {@code equals} throws is "no".
   */
  static boolean same(Object one, Object other) {
    if (one == other) {
      return true;
    }
    if (one == null || other == null || !isCollectionOfTheJdk(one)) {
      return false;
    }
    try {
      return one.equals(other);
    } catch (Throwable incomparable) {
      return false;
    }
  }
}
