package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * A woven call site that has been linked. Its call site's target is {@code if (mayDispatch())
 * dispatch(arguments) else the original call}: a call that runs directly has no frame of the
 * runtime in its trace and no array for its arguments.
 */
abstract class LinkedCall {

  private final Site site;
  private final SiteCounters counters;
  private final SpreadCall target;
  private final WorkerPool pool;
  private final Optional<Class<?>> initialized;
  private volatile boolean ownerInitialized;

  /**
   * @param site the site
   * @param target the call
   * @param initialized the class that the call initialises, if it does
   */
  LinkedCall(Site site, SpreadCall target, Optional<Class<?>> initialized) {
    this.site = site;
    this.counters = site.linked();
    this.target = target;
    this.initialized = initialized;
    this.pool = Pools.get(site.settings().executor());
    this.ownerInitialized = initialized.isEmpty();
    TimeoutExceptions.prepareFor(site.settings());
  }

  /** Another way of making the same call. */
  LinkedCall(LinkedCall same) {
    this(same.site, same.target, same.initialized);
  }

  /** Whether this call is to be dispatched; if not, the reason has been counted. */
  abstract boolean mayDispatch();

  /** Whether {@link #mayDispatch} may say so at all. */
  boolean everDispatches() {
    return true;
  }

  /** Whether handlers are suspended here for calls that no worker has to make. */
  boolean waitsWithoutWorker() {
    return false;
  }

  /** Dispatches the call and awaits it. */
  abstract Object dispatch(Object[] arguments) throws Throwable;

  /** The original call, with what has to come before it. */
  MethodHandle directly(MethodHandle original) {
    return original;
  }

  final Site site() {
    return site;
  }

  final SiteCounters counters() {
    return counters;
  }

  final WorkerPool pool() {
    return pool;
  }

  /** Counts a direct run. */
  final boolean direct(DirectReason reason) {
    counters.countDirect(reason);
    if (pool.settings().obtains()) {
      DeadlockRisk.report(counters, reason);
    }
    return false;
  }

  /**
   * Whether this thread holds nothing that a worker may need, or that can't leave the stack; if
   * not, that has been counted.
   *
   * @param suspends whether the handler is to be suspended
   */
  final boolean nothingHeld(boolean suspends) {
    Optional<DirectReason> heldThere = site.settings().held();
    Holding holding =
        heldThere.isPresent()
            ? new Holding(heldThere.get(), site.settings().place())
            : Guard.held(suspends);
    if (holding == Holding.NOTHING) {
      return true;
    }
    counters.countHeld(holding);
    if (pool.settings().obtains()) {
      DeadlockRisk.report(counters, holding.reason());
    }
    return false;
  }

  final OffloadedCall call(Object[] arguments, OffloadedCall.Waiter waiter) throws Throwable {
    initializeOwner();
    return new OffloadedCall(counters, target, arguments, pool, waiter);
  }

  /** Runs the call here after all; its trace reads as if it had never been anywhere else. */
  final Object runHere(Object[] arguments, DirectReason reason) throws Throwable {
    direct(reason);
    try {
      return (Object) target.handle().invokeExact(arguments);
    } catch (Throwable thrown) {
      StackTraces.strip(thrown);
      throw thrown;
    }
  }

  /** Refuses the call, if the rules say so and the queue is full. */
  final void refuseIfFull() {
    if (site.settings().whenFull() == WhenFull.REJECT && !pool.hasRoom()) {
      counters.countRejection();
      pool.counters().countRejection();
      throw new RejectedExecutionException(
          "[aos] the queue of executor "
              + pool.name()
              + " is full (when-full: reject); refused: "
              + site.settings().call());
    }
  }

  /**
   * The callee's class is initialised here, on the handler's thread, as a direct call would do: two
   * workers in two initialisers that need each other would wait for ever.
   */
  private void initializeOwner() throws Throwable {
    if (!ownerInitialized) {
      try {
        Class<?> owner = initialized.get();
        Class.forName(owner.getName(), true, owner.getClassLoader());
      } catch (ClassNotFoundException notByName) {
        // The call itself will say what is missing.
      }
      ownerInitialized = true;
    }
  }
}
