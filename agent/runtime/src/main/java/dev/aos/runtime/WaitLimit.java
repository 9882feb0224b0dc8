package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The arguments by which a call says itself how long it waits: a {@code Duration}; a number with a
 * {@code TimeUnit}; one of milliseconds, with one of nanoseconds perhaps; or one of the unit that
 * the call's receiver is.
 */
final class WaitLimit {

  /** Longer than any JVM runs, and far from where {@link System#nanoTime} can't be compared. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private enum Form {
    DURATION,
    UNIT_FOLLOWS,
    NANOS_FOLLOW,
    UNIT_IS_RECEIVER,
    MILLIS
  }

  private final int at;
  private final Form form;

  private WaitLimit(int at, Form form) {
    this.at = at;
    this.form = form;
  }

  /**
   * The limit of a call.
   *
   * @param type the call's receiver, if it has one, and arguments
   * @param instance whether it has a receiver
   * @param argument where the limit begins
   * @return null if the call has none there
   */
  static WaitLimit of(MethodType type, boolean instance, int argument) {
    int at = argument + (instance ? 1 : 0);
    if (argument < 0 || at >= type.parameterCount()) {
      return null;
    }
    Class<?> first = type.parameterType(at);
    if (first == Duration.class) {
      return new WaitLimit(at, Form.DURATION);
    }
    if (first != long.class && first != int.class) {
      return null;
    }
    Class<?> next = at + 1 < type.parameterCount() ? type.parameterType(at + 1) : void.class;
    if (next == TimeUnit.class) {
      return new WaitLimit(at, Form.UNIT_FOLLOWS);
    }
    if (next == int.class) {
      return new WaitLimit(at, Form.NANOS_FOLLOW);
    }
    boolean ownUnit = instance && TimeUnit.class.isAssignableFrom(type.parameterType(0));
    return new WaitLimit(at, ownUnit ? Form.UNIT_IS_RECEIVER : Form.MILLIS);
  }

  /**
   * How long the call is to wait.
   *
   * @return 0 if it is not to wait, or says so in a way that it will refuse
   */
  long nanos(Object[] arguments) {
    Object first = arguments[at];
    if (form == Form.DURATION) {
      return first == null ? 0 : bounded(saturated((Duration) first));
    }
    long amount = ((Number) first).longValue();
    if (form == Form.UNIT_FOLLOWS) {
      Object unit = arguments[at + 1];
      return unit == null ? 0 : bounded(((TimeUnit) unit).toNanos(amount));
    }
    if (form == Form.UNIT_IS_RECEIVER) {
      return bounded(((TimeUnit) arguments[0]).toNanos(amount));
    }
    long millis = bounded(TimeUnit.MILLISECONDS.toNanos(amount));
    return form == Form.MILLIS ? millis : bounded(plus(millis, amount, (int) arguments[at + 1]));
  }

  private static long saturated(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  private static long plus(long nanos, long amount, int more) {
    return amount < 0 || more < 0 || more >= NANOS_PER_MILLI ? 0 : nanos + more;
  }

  private static long bounded(long nanos) {
    return Math.max(0, Math.min(nanos, LONGEST_NANOS));
  }

  /** The call with the limit 0: it does not wait, and says what it says when its time is over. */
  MethodHandle elapsed(MethodHandle call) {
    Class<?> first = call.type().parameterType(at);
    if (form == Form.DURATION) {
      return without(call, Duration.ZERO);
    }
    Object zero = first == long.class ? (Object) 0L : (Object) 0;
    return form == Form.NANOS_FOLLOW ? without(call, zero, 0) : without(call, zero);
  }

  private MethodHandle without(MethodHandle call, Object... values) {
    MethodHandle bound = MethodHandles.insertArguments(call, at, values);
    return MethodHandles.dropArguments(
        bound, at, call.type().parameterList().subList(at, at + values.length));
  }
}
