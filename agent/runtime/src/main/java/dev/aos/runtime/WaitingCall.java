package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A site whose calls only wait. The handler is suspended until there is nothing to wait for any
 * more, and then the site makes its call, on the loop: so results, exceptions and traces are the
 * callee's own. Where the call would begin its work once more, a stage does the work instead.
 *
 * <pre>{@code
 * if (!isKnownWait(a…)) as any other site
 * else if (!mayWait(a…)) call(a…)
 * else if (expires(a…)) call(a… with the limit 0)
 * else call(a…)
 * }</pre>
 */
final class WaitingCall {

  /** A callback that comes so often and says nothing is taken for a mistake in the rule. */
  private static final int MOST_SIGNALS = 10_000;

  private static final MethodHandle IS_KNOWN_WAIT;
  private static final MethodHandle MAY_WAIT;
  private static final MethodHandle EXPIRES;
  private static final MethodHandle INSTEAD;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      MethodType question = MethodType.methodType(boolean.class, Object[].class);
      IS_KNOWN_WAIT = lookup.findVirtual(WaitingCall.class, "isKnownWait", question);
      MAY_WAIT = lookup.findVirtual(WaitingCall.class, "mayWait", question);
      EXPIRES = lookup.findVirtual(WaitingCall.class, "expires", question);
      INSTEAD =
          lookup.findVirtual(
              WaitingCall.class, "instead", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final SuspendingCall ordinary;
  private final Site site;
  private final boolean instance;
  private final WaitLinker linker;

  private WaitingCall(Lookup caller, SuspendingCall ordinary, MethodType type, boolean instance) {
    this.ordinary = ordinary;
    this.site = ordinary.site();
    this.instance = instance;
    this.linker = new WaitLinker(caller, type, instance, site);
  }

  /**
   * Links a site whose rule says how its calls are waited for.
   *
   * @param caller the class in which the call stands
   * @param ordinary the site as it is without that
   * @param direct the call itself
   * @param instance whether it has a receiver
   */
  static MethodHandle link(
      Lookup caller, SuspendingCall ordinary, MethodHandle direct, boolean instance) {
    MethodType type = direct.type();
    WaitingCall call = new WaitingCall(caller, ordinary, type, instance);
    MethodHandle waiting =
        isInstead(ordinary.site())
            ? call.bound(INSTEAD, type)
            : MethodHandles.guardWithTest(
                call.bound(EXPIRES, type.changeReturnType(boolean.class)),
                elapsed(ordinary.site(), direct, instance),
                direct);
    return MethodHandles.guardWithTest(
        call.bound(IS_KNOWN_WAIT, type.changeReturnType(boolean.class)),
        MethodHandles.guardWithTest(
            call.bound(MAY_WAIT, type.changeReturnType(boolean.class)), waiting, direct),
        Linker.guarded(ordinary, direct));
  }

  private static boolean isInstead(Site site) {
    return site.settings().policy().waits().get(0).means() instanceof WaitSettings.Instead;
  }

  /** The call when its limit is over, which all waits of a site have at the same place. */
  private static MethodHandle elapsed(Site site, MethodHandle direct, boolean instance) {
    for (WaitSettings wait : site.settings().policy().waits()) {
      WaitLimit limit = WaitLimit.of(direct.type(), instance, wait.timeout());
      if (limit != null) {
        return limit.elapsed(direct);
      }
    }
    return direct;
  }

  private MethodHandle bound(MethodHandle method, MethodType type) {
    return method.bindTo(this).asCollector(Object[].class, type.parameterCount()).asType(type);
  }

  private LinkedWait way(Object[] arguments) {
    if (!instance) {
      return linker.get(Object.class);
    }
    return arguments[0] == null ? null : linker.get(arguments[0].getClass());
  }

  private boolean hasNoReceiver(Object[] arguments) {
    return instance && arguments[0] == null;
  }

  /** Whether this is a loop, and the call a wait that needs no worker. */
  private boolean isKnownWait(Object[] arguments) {
    if (Loop.current() == null) {
      return false;
    }
    LinkedWait way = way(arguments);
    return way == null ? hasNoReceiver(arguments) : !way.needsWorker() || way.isOver(arguments);
  }

  /** Whether the handler is to be suspended; if not, the reason has been counted. */
  private boolean mayWait(Object[] arguments) {
    if (!ordinary.mayLeaveStack()) {
      return false;
    }
    LinkedWait way = way(arguments);
    if (way == null
        || way.isOver(arguments)
        || way.limit() != null && way.limit().nanos(arguments) == 0
        || way.interruptible() && Thread.currentThread().isInterrupted()) {
      // It returns at once, or throws.
      return ordinary.direct(DirectReason.NOTHING_TO_WAIT_FOR);
    }
    return ordinary.nothingHeld(true);
  }

  /**
   * Suspends the handler until there is nothing to wait for.
   *
   * @return whether the call's own limit is over
   * @throws Throwable if the rule's is
   */
  private boolean expires(Object[] arguments) throws Throwable {
    Activation activation = Loop.current().active();
    LinkedWait way = way(arguments);
    Deadline own = way.deadline(arguments);
    if (!activation.takeTurn(site.settings().laneWidth())) {
      return ordinary.direct(DirectReason.REFUSED);
    }
    Deadline deadline = own.or(ofRule());
    for (int signals = 0; signals < MOST_SIGNALS; signals++) {
      Waiting waiting = new Waiting(ordinary.counters(), way, arguments, deadline, signals == 0);
      if (!suspend(activation, waiting)) {
        return signals == 0 && ordinary.direct(DirectReason.REFUSED);
      }
      if (waiting.end() == Waiting.End.INTERRUPTED) {
        // It ends the call, too.
        Thread.currentThread().interrupt();
      }
      if (waiting.end() == Waiting.End.OVERDUE) {
        throw overdue();
      }
      if (waiting.end() != Waiting.End.SIGNALLED) {
        return waiting.end() == Waiting.End.EXPIRED;
      }
      if (way.isOver(arguments)) {
        return false;
      }
    }
    Incidents.report(
        "the `subscribe` of a rule tells an end that its `done` does not see: "
            + site.settings().callAtPlace());
    return false;
  }

  /** When the rule has the handler give up a call for which it is suspended now. */
  private Deadline ofRule() {
    long nanos = site.settings().policy().timeoutNanos();
    return nanos == 0 ? Deadline.NEVER : Deadline.in(nanos, Waiting.End.OVERDUE);
  }

  /** What the handler gets then. Nothing has begun that could go on behind its back. */
  private Throwable overdue() {
    ordinary.counters().countTimeout();
    return TimeoutExceptions.create(site.settings(), true);
  }

  private static boolean suspend(Activation activation, Waiting waiting) {
    try {
      return activation.await(waiting);
    } finally {
      waiting.leave();
    }
  }

  /** Lets a stage do the call's work, and waits for it. */
  private Object instead(Object[] arguments) throws Throwable {
    Activation activation = Loop.current().active();
    LinkedWait way = way(arguments);
    Deadline own = way.deadline(arguments);
    if (!activation.takeTurn(site.settings().laneWidth())) {
      return ordinary.runHere(arguments, DirectReason.REFUSED);
    }
    try {
      Deadline deadline = own.or(ofRule());
      Waiting waiting = new Waiting(ordinary.counters(), way, arguments, deadline, true);
      CompletionStage<?> stage = way.stage(arguments);
      stage.whenComplete(waiting.signal());
      return await(activation, way, waiting, stage, arguments);
    } catch (Throwable thrown) {
      StackTraces.strip(thrown);
      throw thrown;
    }
  }

  private Object await(
      Activation activation,
      LinkedWait way,
      Waiting waiting,
      CompletionStage<?> stage,
      Object[] arguments)
      throws Throwable {
    boolean wanted = false;
    try {
      if (waiting.end() != null) {
        ordinary.direct(DirectReason.NOTHING_TO_WAIT_FOR);
      } else if (!suspend(activation, waiting)) {
        wanted = true;
        return block(way, stage, arguments);
      }
      wanted = waiting.end() == Waiting.End.SIGNALLED;
    } finally {
      if (!wanted) {
        stage.toCompletableFuture().cancel(true);
      }
    }
    if (waiting.end() == Waiting.End.INTERRUPTED) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    if (waiting.end() == Waiting.End.OVERDUE) {
      throw overdue();
    }
    if (!wanted) {
      throw way.timedOut(arguments);
    }
    Signal outcome = waiting.signal();
    if (outcome.thrown() != null) {
      throw way.failure(arguments, outcome.thrown());
    }
    return way.result(arguments, outcome.value());
  }

  /** The work has begun and the handler can't be suspended: it blocks, as without the agent. */
  private Object block(LinkedWait way, CompletionStage<?> stage, Object[] arguments)
      throws Throwable {
    ordinary.direct(DirectReason.REFUSED);
    Object value;
    try {
      value = stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw way.failure(arguments, WaitFailures.unwrapped(failed));
    }
    return way.result(arguments, value);
  }
}
