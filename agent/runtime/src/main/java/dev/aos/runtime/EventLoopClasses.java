package dev.aos.runtime;

import java.util.function.Predicate;

/** Knows which classes are event-loop classes; told once by core, asked once for each class. */
final class EventLoopClasses {

  private static volatile Predicate<String> byBinaryName = new None();

  private static final ClassValue<Boolean> IS_ONE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return byBinaryName.test(nameOf(type));
        }
      };

  private EventLoopClasses() {
    // no instances
  }

  static void set(Predicate<String> predicate) {
    byBinaryName = predicate;
  }

  /** Whether an object is of an event-loop class, or a lambda that stands in one. */
  static boolean contain(Object object) {
    return object != null && IS_ONE.get(object.getClass());
  }

  /**
   * The class as rules name it. A lambda's class is hidden: {@code com.acme.X$$Lambda/0x…} or,
   * before JDK 21, {@code com.acme.X$$Lambda$14/0x…}.
   */
  private static String nameOf(Class<?> type) {
    String name = type.getName();
    int lambda = type.isHidden() ? name.indexOf("$$Lambda") : -1;
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  /** Until core says so, none is. */
  private static final class None implements Predicate<String> {
    @Override
    public boolean test(String name) {
      return false;
    }
  }
}
