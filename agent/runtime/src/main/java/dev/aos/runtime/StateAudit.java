package dev.aos.runtime;

import java.util.List;

/**
 * Looks whether the handlers of one entry leave something in the thread's {@link ThreadLocal}s when
 * they are suspended: what carriers don't take along is seen by the next handler. Only the first
 * suspensions are looked at; a handler does much the same every time.
 *
 * <p>The counters may be off by some where several loops have the entry.
 */
final class StateAudit {

  /** For work that is no entry's. */
  static final StateAudit NONE = new StateAudit("", 0);

  private static final int SUSPENSIONS = 32;

  /** An entry whose handlers have not been suspended by then is not worth it. */
  private static final int LOOKS = 10_000;

  private static volatile String[] harmless = {};

  private static final ThreadLocal<Object> COMMON = new ThreadLocal<>();
  private static final InheritableThreadLocal<Object> INHERITABLE = new InheritableThreadLocal<>();

  private final String entry;
  private int suspensions;
  private int looks;

  StateAudit(String entry) {
    this(entry, SUSPENSIONS);
  }

  private StateAudit(String entry, int suspensions) {
    this.entry = entry;
    this.suspensions = suspensions;
    this.looks = suspensions == 0 ? 0 : LOOKS;
  }

  /** Says which classes of variables or values are of no interest. */
  static void ignore(List<String> patterns) {
    harmless = patterns.toArray(new String[0]);
  }

  /**
   * When a handler is entered.
   *
   * @return the thread's variables and values in turn; null if nothing is to be compared
   */
  Object[] look() {
    if (looks <= 0 || suspensions <= 0 || !ThreadLocals.obstacle().isEmpty()) {
      return null;
    }
    looks--;
    return all();
  }

  /** When it has been suspended, and what is carried has been taken off the thread. */
  void compare(Object[] before, Suspension call) {
    suspensions--;
    Object[] now = all();
    if (now == null) {
      return;
    }
    for (int i = 0; i < now.length; i += 2) {
      check(now[i], valueOf(now[i], before), now[i + 1], call);
    }
  }

  private static Object[] all() {
    try {
      List<Object> pairs = ThreadLocals.all(COMMON);
      pairs.addAll(ThreadLocals.all(INHERITABLE));
      return pairs.toArray();
    } catch (Throwable unexpected) {
      return null;
    }
  }

  private static Object valueOf(Object variable, Object[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == variable) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  private void check(Object variable, Object before, Object now, Suspension call) {
    // What is gone is no concern of the next handler: MDCs make "none" of an empty map, too.
    if (now != null
        && !Copies.same(before, now)
        && !isHarmless(variable.getClass())
        && !isHarmless(now.getClass())) {
      Housekeeper.startThread(
          new StateFinding(entry, (ThreadLocal<?>) variable, now.getClass(), call), "aos-audit");
    }
  }

  private static boolean isHarmless(Class<?> type) {
    if (type == char[].class || type == byte[].class) {
      // A buffer that is used again: what is in it is of no use to the next one.
      return true;
    }
    String name = type.getName();
    for (String pattern : harmless) {
      boolean matches =
          pattern.endsWith("**")
              ? name.startsWith(pattern.substring(0, pattern.length() - 2))
              : name.equals(pattern);
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
