package dev.aos.runtime;

/**
 * What one thread carried at one moment: the values of the carriers, the context class loader, the
 * interrupt flag. Never changes, so it can go from thread to thread.
 *
 * <p>Most events come and go with nothing to carry: then all threads share {@link #IDLE}.
 */
final class ThreadState {

  private static final Object[] NO_VALUES = {};
  private static final ClassLoader USUAL_LOADER = ClassLoader.getSystemClassLoader();

  /** Nothing but the usual context class loader. */
  static final ThreadState IDLE = new ThreadState(new Carrier[0], NO_VALUES, USUAL_LOADER, false);

  private final Carrier[] carriers;

  /** In the order of the carriers; empty if all are null. */
  private final Object[] values;

  private final ClassLoader contextClassLoader;
  private final boolean interrupted;

  private ThreadState(
      Carrier[] carriers, Object[] values, ClassLoader contextClassLoader, boolean interrupted) {
    this.carriers = carriers;
    this.values = values;
    this.contextClassLoader = contextClassLoader;
    this.interrupted = interrupted;
  }

  /** This thread's state, for a thread that goes on with it: what may change is copied. */
  static ThreadState copied() {
    Carrier[] carriers = Carriers.usable();
    ThreadState state = of(carriers);
    for (int i = 0; i < state.values.length; i++) {
      state.values[i] = carriers[i].keep(state.values[i]);
    }
    return state;
  }

  /** This thread's state, which is about to be replaced by another. */
  static ThreadState of(Carrier[] carriers) {
    Object[] values = NO_VALUES;
    boolean idle = carriers.length > 0 && IdleTest.passes();
    // A carrier's methods may make the map, if there is none yet; then nothing was in it before.
    Object map = carriers.length > 0 ? ThreadLocals.map() : null;
    for (int i = 0; i < carriers.length; i++) {
      Object value = carriers[i].read(idle, map);
      if (value != null) {
        if (values == NO_VALUES) {
          values = new Object[carriers.length];
        }
        values[i] = value;
      }
    }
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    boolean interrupted = thread.isInterrupted();
    return values == NO_VALUES && loader == USUAL_LOADER && !interrupted
        ? IDLE
        : new ThreadState(carriers, values, loader, interrupted);
  }

  boolean isInterrupted() {
    return interrupted;
  }

  private Object value(Carrier carrier, int likely) {
    if (values.length == 0) {
      return null;
    }
    if (likely < carriers.length && carriers[likely] == carrier) {
      return values[likely];
    }
    // A carrier has come or gone since.
    for (int i = 0; i < carriers.length; i++) {
      if (carriers[i] == carrier) {
        return values[i];
      }
    }
    return null;
  }

  /**
   * Gives this thread this state.
   *
   * @param present the state that the thread has
   * @param list the carriers that made {@code present}
   */
  void install(ThreadState present, Carrier[] list) {
    if (this == present) {
      return;
    }
    for (int i = 0; i < list.length; i++) {
      Object wanted = value(list[i], i);
      if (wanted != present.value(list[i], i)) {
        list[i].write(wanted);
      }
    }
    // After the carriers: a framework's own switch of context may set the loader as well.
    Thread thread = Thread.currentThread();
    if (thread.getContextClassLoader() != contextClassLoader) {
      thread.setContextClassLoader(contextClassLoader);
    }
    if (interrupted) {
      thread.interrupt();
    } else if (present.interrupted) {
      // Only then: one that has come since is not known to anybody yet.
      Thread.interrupted();
    }
  }

  /** The same without an interrupt. */
  ThreadState withoutInterrupt() {
    if (!interrupted) {
      return this;
    }
    return values == NO_VALUES && contextClassLoader == USUAL_LOADER
        ? IDLE
        : new ThreadState(carriers, values, contextClassLoader, false);
  }

  /**
   * This state as a worker gets it.
   *
   * @param worker the worker's own state
   */
  ThreadState forWorker(ThreadState worker, Carrier[] list) {
    return this == IDLE || allGoToWorkers(list)
        ? this
        : new ThreadState(list, merged(list, worker, this, null), contextClassLoader, interrupted);
  }

  /**
   * This state, read on a worker after a call, as the handler gets it.
   *
   * @param lent the state that the handler gave
   */
  ThreadState fromWorker(ThreadState lent, Carrier[] list) {
    return allGoToWorkers(list)
        ? this
        : new ThreadState(list, merged(list, lent, this, null), contextClassLoader, interrupted);
  }

  private static boolean allGoToWorkers(Carrier[] list) {
    for (Carrier carrier : list) {
      if (!carrier.goesToWorkers()) {
        return false;
      }
    }
    return true;
  }

  /**
   * What the thread has after a handler that ended with this state. What the handler left as it had
   * found it is as the thread has it now; what it changed is what it left, as without the agent.
   *
   * @param found what the handler found when it was entered
   * @param outer what the thread had before the handler's last stretch
   */
  ThreadState after(ThreadState found, ThreadState outer, Carrier[] list) {
    if (found == outer && this == outer) {
      return this;
    }
    return new ThreadState(
        list,
        merged(list, outer, this, found),
        contextClassLoader == found.contextClassLoader
            ? outer.contextClassLoader
            : contextClassLoader,
        interrupted == found.interrupted ? outer.interrupted : interrupted);
  }

  /**
   * Values of two states.
   *
   * @param found if given, what did not change since comes from {@code base}; if not, what does not
   *     go to workers does
   */
  private static Object[] merged(
      Carrier[] list, ThreadState base, ThreadState top, ThreadState found) {
    Object[] values = new Object[list.length];
    for (int i = 0; i < list.length; i++) {
      Object value = top.value(list[i], i);
      boolean ofBase =
          found == null ? !list[i].goesToWorkers() : Copies.same(value, found.value(list[i], i));
      values[i] = ofBase ? base.value(list[i], i) : value;
    }
    return values;
  }
}
