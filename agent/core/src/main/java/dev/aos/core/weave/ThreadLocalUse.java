package dev.aos.core.weave;

/**
 * A thread local that an event-loop class itself uses and that nothing carries: while a handler of
 * the class is suspended, another may change it.
 *
 * @param className the class, by its binary name
 * @param method the method
 * @param line the line, or {@link PlannedSite#NO_LINE}
 * @param field the field that holds the variable, {@code com.acme.Tenant.CURRENT}; empty if it does
 *     not come from a field
 */
public record ThreadLocalUse(String className, String method, int line, String field) {

  /** What it is and what to do, for people. */
  @Override
  public String toString() {
    String place = className + "." + method + (line < 0 ? "" : ":" + line);
    String variable = field.isEmpty() ? "a thread local" : "the thread local " + field;
    String rule = field.isEmpty() ? "name its field under" : "add `thread-local: " + field + "` to";
    return place
        + " uses "
        + variable
        + ": its value may change while the handler is suspended; "
        + rule
        + " `thread-state:`";
  }
}
