package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How the calls of one site are ordered: what keeps two lanes from meeting, on two workers, in an
 * object that one thread alone used to touch. Calls are ordered per loop, as they were there; those
 * of two loops, or of two threads with {@code loop: none}, could meet without the agent too.
 */
final class SiteOrder {

  /** So long a direct call waits for dispatched ones on its receiver. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  /** With fewer calls than this nothing is said about waiting. */
  private static final int SAMPLE = 100;

  private static final MethodHandle AWAIT_RECEIVER;

  static {
    try {
      AWAIT_RECEIVER =
          MethodHandles.lookup()
              .findVirtual(
                  SiteOrder.class,
                  "awaitReceiver",
                  MethodType.methodType(void.class, Object.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Site site;
  private final OrderSettings settings;
  private final Object ruleKey;
  private final ReceiverTypes types = ReceiverTypes.current();
  private final LongAdder calls = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final LongAdder ranNanos = new LongAdder();
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param site the site
   */
  SiteOrder(Site site) {
    this.site = site;
    this.settings = site.settings().order();
    this.ruleKey = Registry.ruleKey(settings.rule());
  }

  /**
   * A call's place among the others.
   *
   * @return null if it needs none: it may overlap with any other
   */
  Turn turn(Sequences sequences, OffloadedCall call, Object[] arguments) {
    if (settings.kind() == OrderSettings.Kind.NONE) {
      return null;
    }
    Object key = key(arguments.length == 0 ? null : arguments[0]);
    return key == null ? null : new Turn(this, sequences, key, call);
  }

  /** Whether a call needs a place among others. */
  boolean isOrdered(Object[] arguments) {
    return settings.kind() != OrderSettings.Kind.NONE
        && key(arguments.length == 0 ? null : arguments[0]) != null;
  }

  private Object key(Object receiver) {
    switch (settings.kind()) {
      case STATEFUL_RECEIVER:
        return types.statefulKey(receiver);
      case RECEIVER:
        return types.key(receiver);
      case RULE:
        return ruleKey;
      default:
        return null;
    }
  }

  /** The direct call, with a look before it at who uses its receiver. */
  MethodHandle behindOthers(MethodHandle direct) {
    switch (settings.kind()) {
      case NONE:
        return direct;
      case RULE:
        return MethodHandles.foldArguments(
            direct, MethodHandles.insertArguments(AWAIT_RECEIVER, 0, this, null));
      default:
        return MethodHandles.foldArguments(
            direct,
            AWAIT_RECEIVER
                .bindTo(this)
                .asType(MethodType.methodType(void.class, direct.type().parameterType(0))));
    }
  }

  /**
   * Before a direct call: if this is a loop whose dispatched calls use the receiver, waits for
   * them. Not for ever: they may need what this thread holds. Never throws.
   */
  void awaitReceiver(Object receiver) {
    Loop loop = Loop.current();
    if (loop == null || loop.sequences().isEmpty()) {
      return;
    }
    try {
      Object key = key(receiver);
      Turn last = key == null ? null : loop.sequences().underWay(key);
      if (last != null) {
        String call = site.settings().callAtPlace();
        Incidents.report(
            last.awaitEnd(PATIENCE_NANOS)
                ? "a call that ran directly kept its loop waiting, since a dispatched call was"
                    + " using the same object: "
                    + call
                : "a call ran directly while a dispatched call was using the same object and did"
                    + " not end within a second: "
                    + call);
      }
    } catch (Throwable failed) {
      Incidents.report("internal: " + failed);
    }
  }

  /** Counts a call that has run, and says so once if the site's calls wait more than they run. */
  void count(long waited, long ran, Object key) {
    calls.increment();
    ranNanos.add(ran);
    if (waited > 0) {
      waitedNanos.add(waited);
      if (!told.get()
          && calls.sum() >= SAMPLE
          && waitedNanos.sum() > ranNanos.sum()
          && told.compareAndSet(false, true)) {
        Incidents.report(advice(key));
      }
    }
  }

  private String advice(Object key) {
    String none = "`order: none` to the rule at " + settings.rule();
    String call = site.settings().callAtPlace();
    if (key == ruleKey) {
      return "calls of one rule wait for each other longer than they run; if they may overlap, add "
          + none
          + ": "
          + call;
    }
    String type = key.getClass().getName();
    // Nobody can name the class of a lambda or of a proxy.
    boolean nameless = key.getClass().isHidden() || type.contains("$Proxy");
    return "calls on one "
        + type
        + " wait for each other longer than they run; if they may overlap, add "
        + (nameless ? "" : "`thread-safe: [" + type + "]`, or ")
        + none
        + ": "
        + call;
  }
}
