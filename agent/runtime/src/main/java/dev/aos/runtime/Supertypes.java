package dev.aos.runtime;

import java.util.function.Predicate;

/** Finds types among a class and all its supertypes by their names. Loads nothing. */
final class Supertypes {

  private Supertypes() {
    // no instances
  }

  /**
   * The first that is meant; superclasses come before interfaces.
   *
   * @param type the class; null has none
   * @param isMeant tells by its binary name whether a type is meant
   * @return null if none is
   */
  static Class<?> first(Class<?> type, Predicate<String> isMeant) {
    if (type == null || isMeant.test(type.getName())) {
      return type;
    }
    Class<?> found = first(type.getSuperclass(), isMeant);
    Class<?>[] superinterfaces = type.getInterfaces();
    for (int i = 0; found == null && i < superinterfaces.length; i++) {
      found = first(superinterfaces[i], isMeant);
    }
    return found;
  }
}
