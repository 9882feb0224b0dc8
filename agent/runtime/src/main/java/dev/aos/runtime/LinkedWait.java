package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * How a call is waited for, with its paths resolved for the call's type and a type of receivers. A
 * handle is null where the settings have no such path.
 *
 * @param settings what the rule says
 * @param limit the call's own limit; null if it has none
 * @param state {@code (Object[])boolean}: is it over?
 * @param subscribe {@code (Object[],Signal)void}
 * @param unsubscribe the same
 * @param stage {@code (Object[])CompletionStage}
 * @param result {@code (Object[],Object)Object}
 * @param error {@code (Object[],Throwable)Throwable}
 * @param expired {@code (Object[])Throwable}
 */
record LinkedWait(
    WaitSettings settings,
    WaitLimit limit,
    MethodHandle state,
    MethodHandle subscribe,
    MethodHandle unsubscribe,
    MethodHandle stage,
    MethodHandle result,
    MethodHandle error,
    MethodHandle expired) {

  boolean interruptible() {
    return settings.interruptible();
  }

  /** Whether only a worker can wait, if there is something to wait for. */
  boolean needsWorker() {
    return settings.means() instanceof WaitSettings.Dispatch;
  }

  /** Whether there is nothing to wait for; also if the question fails, as the call will then. */
  boolean isOver(Object[] arguments) {
    try {
      return state != null && (boolean) state.invokeExact(arguments);
    } catch (Throwable failed) {
      return true;
    }
  }

  /** When a call that begins to wait now would end that itself. */
  Deadline deadline(Object[] arguments) {
    return limit == null
        ? Deadline.NEVER
        : Deadline.in(limit.nanos(arguments), Waiting.End.EXPIRED);
  }

  void subscribe(Object[] arguments, Signal signal) throws Throwable {
    if (subscribe != null) {
      subscribe.invokeExact(arguments, signal);
    }
  }

  void unsubscribe(Object[] arguments, Signal signal) {
    if (unsubscribe != null) {
      try {
        unsubscribe.invokeExact(arguments, signal);
      } catch (Throwable failed) {
        // Then it is told in vain.
      }
    }
  }

  CompletionStage<?> stage(Object[] arguments) throws Throwable {
    return (CompletionStage<?>) stage.invokeExact(arguments);
  }

  Object result(Object[] arguments, Object value) throws Throwable {
    return result == null ? value : (Object) result.invokeExact(arguments, value);
  }

  /** What the call throws of what its stage has failed with. */
  Throwable failure(Object[] arguments, Throwable thrown) throws Throwable {
    WaitSettings.Failure failure = ((WaitSettings.Instead) settings.means()).failure();
    Throwable outcome;
    if (error != null) {
      outcome = (Throwable) error.invokeExact(arguments, thrown);
    } else {
      outcome =
          WaitFailures.renewed(WaitFailures.unwrapped(thrown), failure.wrap(), failure.copy());
    }
    if (!failure.suppressed().isEmpty()) {
      Exception note = new Exception(failure.suppressed());
      StackTraces.strip(note);
      outcome.addSuppressed(note);
    }
    return outcome;
  }

  /** What the call throws when its own limit is over. */
  Throwable timedOut(Object[] arguments) throws Throwable {
    return expired == null ? new TimeoutException() : (Throwable) expired.invokeExact(arguments);
  }
}
