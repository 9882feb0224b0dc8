package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static final MethodHandle RUN;
  private static final MethodHandle ENTER;
  private static final MethodHandle EXIT;
  private static final int STRIPES = 64;
  private static final Map<?, ?>[] ALL = new Map<?, ?>[STRIPES];

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      RUN =
          lookup.findStatic(
              Exclusion.class,
              "run",
              MethodType.methodType(boolean.class, MethodHandle.class, Object[].class));
      MethodType ofObject = MethodType.methodType(void.class, Object.class);
      ENTER = lookup.findStatic(Exclusion.class, "enter", ofObject);
      EXIT = lookup.findStatic(Exclusion.class, "exit", ofObject);
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

  /** How often the owner is in. */
  private int depth = 1;

  /** Who is in beside the owner: below it on its stack, or because waiting was impossible. */
  private List<Object> guests;

  private ArrayDeque<Object> waiting;

  private Exclusion(Map<Object, Exclusion> stripe, Object key, Object owner) {
    this.stripe = stripe;
    this.key = key;
    this.owner = owner;
  }

  /**
   * What a call site of an exclusive method does: its guard, or what stands for an instruction that
   * enters or leaves a monitor.
   *
   * @param name what the call site is called
   * @param type of the guard: the method's receiver and arguments to boolean, has it run?
   * @param self the method itself
   */
  static MethodHandle link(String name, MethodType type, MethodHandle self) {
    switch (name) {
      case "enterMonitor":
        return ENTER;
      case "exitMonitor":
        return EXIT;
      default:
        return RUN.bindTo(Linker.spread(self.asFixedArity(), void.class))
            .asCollector(Object[].class, type.parameterCount())
            .asType(type);
    }
  }

  /**
   * Runs an exclusive method when nobody else is in one of the same object.
   *
   * @return false: who calls is in one already, and the method just goes on
   */
  private static boolean run(MethodHandle self, Object[] arguments) throws Throwable {
    Object key = arguments[0];
    if (isIn(key)) {
      return false;
    }
    enter(key);
    try {
      self.invokeExact(arguments);
    } finally {
      exit(key);
    }
    return true;
  }

  private static boolean isIn(Object key) {
    Map<Object, Exclusion> stripe = stripe(key);
    synchronized (stripe) {
      Exclusion exclusion = stripe.get(key);
      Object caller = caller();
      return exclusion != null && (exclusion.owner == caller || exclusion.isGuest(caller));
    }
  }

  private static void enter(Object key) {
    Map<Object, Exclusion> stripe = stripe(Objects.requireNonNull(key));
    Object caller = caller();
    boolean beside = false;
    while (true) {
      Exclusion exclusion;
      synchronized (stripe) {
        exclusion = stripe.get(key);
        if (exclusion == null) {
          stripe.put(key, new Exclusion(stripe, key, caller));
          return;
        }
        if (exclusion.letsIn(caller, beside)) {
          return;
        }
      }
      beside = !exclusion.await(caller);
    }
  }

  private static void exit(Object key) {
    Map<Object, Exclusion> stripe = stripe(key);
    Exclusion exclusion;
    synchronized (stripe) {
      exclusion = stripe.get(key);
      if (exclusion == null || !exclusion.isLeftBy(caller())) {
        return;
      }
    }
    exclusion.release();
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, Exclusion> stripe(Object key) {
    int hash = System.identityHashCode(key);
    return (Map<Object, Exclusion>) ALL[(hash ^ hash >>> 16) % STRIPES];
  }

  private static Object caller() {
    Loop loop = Loop.current();
    Activation active = loop == null ? null : loop.active();
    return active == null ? Thread.currentThread() : active;
  }

  /**
   * Whether it is the caller's turn.
   *
   * @param beside if it can't wait for that
   */
  private boolean letsIn(Object caller, boolean beside) {
    if (owner == Thread.currentThread() && depth == 0) {
      // Handed over to the thread on which a handler could only wait as a thread does.
      owner = caller;
    }
    if (owner == caller) {
      // Handed over, or entered once more.
      depth++;
      return true;
    }
    if (beside || isGuest(caller) || isBelow()) {
      if (guests == null) {
        guests = new ArrayList<>(1);
      }
      guests.add(caller);
      return true;
    }
    return false;
  }

  /** Whether the owner leaves for good. A guest may be the last one, when others own it. */
  private boolean isLeftBy(Object caller) {
    boolean guest = guests != null && guests.remove(caller);
    return !guest && (owner == caller || isBelow()) && --depth == 0;
  }

  private boolean isGuest(Object caller) {
    return guests != null && guests.contains(caller);
  }

  /** Whether the owner's frames are on this thread's stack: then it would wait for itself. */
  private boolean isBelow() {
    Object current = owner;
    if (!(current instanceof Activation)) {
      return current == Thread.currentThread();
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

  @Override
  public Object owner() {
    return owner;
  }

  @Parks("the thread that made the call: no loop, and the receiver is busy")
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
      // It counts itself when it goes on.
      depth = 0;
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
