package dev.aos.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Classes of receivers, as a rule names them. An object counts also if what it is a mere wrapper of
 * counts ({@link Wrappers}). Decided once per class for all sites that name the same; nothing is
 * loaded for it.
 */
final class ReceiverClasses {

  private static final String SUBTYPES = "+";
  private static final String BELOW = "**";
  private static final String HERE = "*";

  /** Stands for what has been noted as reading, by its identity. */
  private static final String NOTED = Sources.class.getName();

  /** By their patterns: a rule has hundreds of sites. */
  private static final Map<List<String>, ByClass> DECISIONS = new ConcurrentHashMap<>();

  /**
   * A class of which no object counts.
   *
   * @param notes how many classes had been noted when that was found
   */
  private record Other(Class<?> type, int notes) {}

  private final ByClass byClass;
  private final boolean noted;

  /** The last one: most sites see one class, and none that counts. Races do no harm. */
  private Other other = new Other(null, 0);

  private final Wrappers wrappers = Wrappers.current();

  /**
   * @param patterns the classes, as in {@link ReceiverPolicy}
   */
  ReceiverClasses(List<String> patterns) {
    this.byClass = DECISIONS.computeIfAbsent(List.copyOf(patterns), ByClass::new);
    this.noted = patterns.contains(NOTED);
  }

  /** Whether an object, or what is behind it, is of one of the classes; not if it is null. */
  boolean contain(Object object) {
    Other known = other;
    return object != null
        && (object.getClass() != known.type() || notes() != known.notes())
        && look(object);
  }

  private boolean look(Object object) {
    int notes = notes();
    boolean counts = isMeantOrBehind(object);
    Class<?> type = object.getClass();
    if (!counts && !wrappers.isWrapper(type) && !(noted && Sources.hasNoted(type))) {
      other = new Other(type, notes);
    }
    return counts;
  }

  /** How many classes have been noted; to most sites that does not matter. */
  private int notes() {
    return noted ? Sources.notes() : 0;
  }

  private boolean isMeantOrBehind(Object object) {
    if (noted && Sources.isReading(object)) {
      return true;
    }
    Object found = object;
    for (int hops = 0; found != null && hops < Wrappers.MOST; hops++) {
      if (byClass.get(found.getClass())) {
        return true;
      }
      found = wrappers.behind(found);
    }
    return false;
  }

  private static boolean matches(String name, String pattern) {
    if (pattern.endsWith(BELOW)) {
      return name.startsWith(withoutEnd(pattern, BELOW));
    }
    if (pattern.endsWith(HERE)) {
      String start = withoutEnd(pattern, HERE);
      return name.startsWith(start) && name.indexOf('.', start.length()) < 0;
    }
    return name.equals(pattern);
  }

  private static String withoutEnd(String text, String end) {
    return text.substring(0, text.length() - end.length());
  }

  /** Whether a class is named. */
  private static final class ByClass extends ClassValue<Boolean> {
    private final List<String> patterns;

    ByClass(List<String> patterns) {
      this.patterns = patterns;
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
      for (String pattern : patterns) {
        if (pattern.endsWith(SUBTYPES)
            ? Supertypes.first(type, withoutEnd(pattern, SUBTYPES)::equals) != null
            : matches(type.getName(), pattern)) {
          return true;
        }
      }
      return false;
    }
  }
}
