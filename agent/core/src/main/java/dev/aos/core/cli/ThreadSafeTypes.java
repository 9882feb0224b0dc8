package dev.aos.core.cli;

import dev.aos.core.rules.TypePattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Tells by a type's name whether the rules call it thread-safe. Asked once per class. */
final class ThreadSafeTypes implements Predicate<String> {

  private final Set<String> names = new HashSet<>();
  private final List<TypePattern> patterns = new ArrayList<>();

  ThreadSafeTypes(List<TypePattern> types) {
    for (TypePattern type : types) {
      if (type.exactName().isPresent()) {
        names.add(type.exactName().get());
      } else {
        patterns.add(type);
      }
    }
  }

  @Override
  public boolean test(String name) {
    if (names.contains(name)) {
      return true;
    }
    for (TypePattern pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }
}
