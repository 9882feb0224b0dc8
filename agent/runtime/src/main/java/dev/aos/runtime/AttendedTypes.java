package dev.aos.runtime;

import java.lang.ref.WeakReference;
import java.util.Set;

/**
 * Tells executors and lanes whose tasks nobody runs by their classes. Asked for every event, and
 * nearly always of the class that it was asked of before: the way through a {@link ClassValue}
 * would be a tenth of an event's cost (WrappedEvent).
 */
final class AttendedTypes {

  private final Set<String> unattended;

  /** The last class that somebody attends to; racy, since each answer is right by itself. */
  private WeakReference<Class<?>> last = new WeakReference<>(null);

  private final ClassValue<Boolean> attended =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (unattended.contains(c.getName())) {
              return Boolean.FALSE;
            }
          }
          return Boolean.TRUE;
        }
      };

  /**
   * @param unattended the names of the classes, which stand for their subclasses too
   */
  AttendedTypes(Set<String> unattended) {
    this.unattended = Set.copyOf(unattended);
  }

  /** Whether an object is of none of the classes. */
  boolean contain(Object object) {
    Class<?> type = object.getClass();
    if (last.refersTo(type)) {
      return true;
    }
    if (!attended.get(type)) {
      return false;
    }
    last = new WeakReference<>(type);
    return true;
  }
}
