package dev.aos.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/** Access to classes of the application. */
final class Lookups {

  private Lookups() {
    // no instances
  }

  /**
   * A lookup with the access of a class itself; if its module does not open it, one with what the
   * module exports.
   */
  static Lookup inside(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException closed) {
      return MethodHandles.publicLookup().in(type);
    }
  }
}
