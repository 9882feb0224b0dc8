package dev.aos.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * A {@link ThreadLocal} that a handler changed and nothing carries: looks for the field that holds
 * it, near by, and reports it. On a thread of its own, since looking at fields loads their types.
 */
final class StateFinding implements Runnable {

  private final String entry;
  private final ThreadLocal<?> variable;
  private final Class<?> value;
  private final Suspension call;
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  /** Made on the loop's thread. */
  StateFinding(String entry, ThreadLocal<?> variable, Class<?> value, Suspension call) {
    this.entry = entry;
    this.variable = variable;
    this.value = value;
    this.call = call;
  }

  @Override
  public void run() {
    String field = holder();
    String what =
        field.isEmpty()
            ? "a " + variable.getClass().getName() + " with a " + value.getTypeName()
            : field + " with a " + value.getTypeName();
    String rule =
        field.isEmpty()
            ? "`thread-local: CLASS.FIELD`, the static field that holds it,"
            : "`thread-local: " + field + "`";
    Incidents.report(
        "thread state that nothing carries: a handler that was entered by "
            + entry
            + " changes "
            + what
            + ", and other handlers see it while it waits for "
            + call
            + "; add "
            + rule
            + " to `thread-state:`");
  }

  /** The static field that holds the variable; empty if it is not found. */
  private String holder() {
    String field = holderAround(variable.getClass());
    if (field.isEmpty()) {
      field = holderAround(value);
    }
    return field.isEmpty() ? holderAround(callersClass()) : field;
  }

  private Class<?> callersClass() {
    try {
      return loader == null ? null : LoadedClasses.find(loader, call.site().settings().className());
    } catch (Throwable unknown) {
      return null;
    }
  }

  /** Looks into a class and those around it. */
  private String holderAround(Class<?> type) {
    try {
      for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
        // Not into the JDK's classes, nor into one whose initialiser this would run.
        if (at.getClassLoader() != null && LoadedClasses.isInitialized(at)) {
          String field = holderIn(at);
          if (!field.isEmpty()) {
            return field;
          }
        }
      }
    } catch (Throwable unknown) {
      // A class is missing, or its module is closed: then the field is not named.
    }
    return "";
  }

  private String holderIn(Class<?> type) throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && ThreadLocal.class.isAssignableFrom(field.getType())
          && field.trySetAccessible()
          && field.get(null) == variable) {
        return type.getName() + "." + field.getName();
      }
    }
    return "";
  }
}
