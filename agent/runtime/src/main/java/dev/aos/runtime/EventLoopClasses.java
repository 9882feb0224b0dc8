package dev.aos.runtime;

import java.util.function.Predicate;

/** Knows which classes are event-loop classes; told by core, asked once for each class. */
final class EventLoopClasses extends ClassValue<Boolean> {

  private static volatile EventLoopClasses inForce = new EventLoopClasses(new None());

  private final Predicate<String> byBinaryName;

  private EventLoopClasses(Predicate<String> byBinaryName) {
    this.byBinaryName = byBinaryName;
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    return byBinaryName.test(nameOf(type));
  }

  static void set(Predicate<String> predicate) {
    inForce = new EventLoopClasses(predicate);
  }

  /** Whether an object is of an event-loop class, or a lambda that stands in one. */
  static boolean contain(Object object) {
    return object != null && isOne(object.getClass());
  }

  /** Whether a class is an event-loop class, or that of a lambda that stands in one. */
  static boolean isOne(Class<?> type) {
    return inForce.get(type);
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
