package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one at a time into the exclusive methods of one object. It takes the place of a monitor that
 * a framework holds while it calls handlers: under that none could be suspended. Its owner is an
 * activation, which stays the owner while it is suspended, or a thread that runs none. Who comes
 * meanwhile waits: an activation suspended, a thread as before a monitor.
 *
 * <p>There is one for each object that somebody is in, and none for the others.
 */
final class Exclusion implements Suspension {

  private static final MethodHandle ENTER;
  private static final int STRIPES = 64;
  private static final Map<?, ?>[] ALL = new Map<?, ?>[STRIPES];

  static {
    try {
      ENTER =
          MethodHandles.lookup()
              .findStatic(
                  Exclusion.class,
                  "enter",
                  MethodType.methodType(boolean.class, MethodHandle.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
    for (int i = 0; i < STRIPES; i++) {
      ALL[i] = new IdentityHashMap<>();
    }
  }

  private final Map<Object, Exclusion> stripe;
  private final Object key;

  /** An activation or a thread; null when nobody is in. Written under the stripe's monitor. */
  private volatile Object owner;

  private ArrayDeque<Object> waiting;

  private Exclusion(Map<Object, Exclusion> stripe, Object key, Object owner) {
    this.stripe = stripe;
    this.key = key;
    this.owner = owner;
  }

  /**
   * The guard of an exclusive method.
   *
   * @param type the method's receiver and arguments to boolean: has it run?
   * @param self the method itself
   */
  static MethodHandle guard(MethodType type, MethodHandle self) {
    return ENTER
        .bindTo(Linker.spread(self.asFixedArity(), void.class))
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  /**
   * Runs an exclusive method when nobody else is in one of the same object.
   *
   * @return false: who calls is in one already, and the method just goes on
   */
  private static boolean enter(MethodHandle self, Object[] arguments) throws Throwable {
    Exclusion exclusion = acquire(arguments[0], caller());
    if (exclusion == null) {
      return false;
    }
    try {
      self.invokeExact(arguments);
    } finally {
      exclusion.release();
    }
    return true;
  }

  private static Object caller() {
    Loop loop = Loop.current();
    Activation active = loop == null ? null : loop.active();
    return active == null ? Thread.currentThread() : active;
  }

  @SuppressWarnings("unchecked")
  private static Exclusion acquire(Object key, Object caller) {
    int hash = System.identityHashCode(key);
    Map<Object, Exclusion> stripe = (Map<Object, Exclusion>) ALL[(hash ^ hash >>> 16) % STRIPES];
    while (true) {
      Exclusion exclusion;
      synchronized (stripe) {
        exclusion = stripe.get(key);
        if (exclusion == null) {
          exclusion = new Exclusion(stripe, key, caller);
          stripe.put(key, exclusion);
          return exclusion;
        }
      }
      if (exclusion.isOf(caller) || !exclusion.await(caller)) {
        return null;
      }
      if (exclusion.owner == caller) {
        return exclusion;
      }
    }
  }

  /** Whether the owner's frames are on this thread's stack. */
  private boolean isOf(Object caller) {
    Object current = owner;
    if (current == caller || current == Thread.currentThread()) {
      return true;
    }
    if (!(current instanceof Activation)) {
      return false;
    }
    Activation activation = (Activation) current;
    Loop loop = activation.lane().loop();
    // After the end of its loop an activation is finished by another thread.
    return activation.isMounted() && (loop == Loop.current() || !loop.thread().isAlive());
  }

  /**
   * Waits until it may be the caller's turn.
   *
   * @return false if it can't wait: the owner could not go on before this has ended
   */
  private boolean await(Object caller) {
    Loop loop = Loop.current();
    if (caller instanceof Activation && suspend((Activation) caller, loop)) {
      return true;
    }
    Object current = owner;
    if (loop != null
        && current instanceof Activation
        && ((Activation) current).lane().loop() == loop) {
      Incidents.report(
          "a handler could not wait for its turn: it ran beside the suspended one in a method of "
              + key.getClass().getName()
              + ", since something is held on its thread, or the two would have waited for each"
              + " other");
      return false;
    }
    park();
    return true;
  }

  private boolean suspend(Activation caller, Loop loop) {
    if (waitsFor(caller) || loop.isPinned() || Guard.held(true) != Holding.NOTHING) {
      return false;
    }
    try {
      return caller.await(this);
    } catch (Throwable loopHasEnded) {
      withdraw(caller);
      throw loopHasEnded;
    }
  }

  /** Whether the owner waits, at a chain of others, for this activation. */
  private boolean waitsFor(Activation activation) {
    Object next = owner;
    for (int links = 0; next instanceof Activation && links < 100; links++) {
      if (next == activation) {
        return true;
      }
      Suspension awaited = ((Activation) next).awaited();
      next = awaited instanceof Exclusion ? ((Exclusion) awaited).owner : Gate.ownerOf(awaited);
    }
    return false;
  }

  private void park() {
    Thread thread = Thread.currentThread();
    if (!enqueue(thread)) {
      return;
    }
    boolean interrupted = false;
    while (owner != thread) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      thread.interrupt();
    }
  }

  /** False if there is nobody to wait for any more. */
  private boolean enqueue(Object caller) {
    synchronized (stripe) {
      if (owner == null) {
        return false;
      }
      if (waiting == null) {
        waiting = new ArrayDeque<>();
      }
      waiting.add(caller);
      return true;
    }
  }

  private void withdraw(Object caller) {
    synchronized (stripe) {
      if (owner != caller) {
        if (waiting != null) {
          waiting.remove(caller);
        }
        return;
      }
    }
    release();
  }

  private void release() {
    Object next;
    synchronized (stripe) {
      next = waiting == null ? null : waiting.poll();
      owner = next;
      if (next == null) {
        stripe.remove(key);
      }
    }
    if (next instanceof Activation) {
      ((Activation) next).postResumption(this);
    } else if (next != null) {
      LockSupport.unpark((Thread) next);
    }
  }

  @Override
  public void begin(Activation activation) {
    if (!enqueue(activation)) {
      activation.postResumption(this);
    }
  }

  @Override
  public Site site() {
    return null;
  }

  @Override
  public String toString() {
    return "its turn: another one is in a method of this " + key.getClass().getName();
  }
}
