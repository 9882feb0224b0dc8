package dev.aos.runtime;

import java.lang.ref.WeakReference;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * What the runtime keeps for one event-loop thread. Only that thread touches it, but for a rescue
 * thread after the loop has ended, and for {@link #suspended()}.
 *
 * <p>A loop is known from the first entry on; threads that never entered a handler have none, which
 * is the whole test "off the loop" of a woven call.
 */
final class Loop {

  private static final ThreadLocal<Loop> CURRENT = new ThreadLocal<>();

  /** All loops, for those who look on. */
  private static final Queue<WeakReference<Loop>> ALL = new ConcurrentLinkedQueue<>();

  private final Thread thread = Thread.currentThread();

  /** Lanes whose handler is suspended, by key. Small; a lane that is idle is not here. */
  private final Map<Object, Lane> suspendedLanes = new IdentityHashMap<>();

  /**
   * Suspended activations. Written by the loop's thread alone, so its bins are never contended;
   * concurrent, because the watchdog and the list of suspended handlers read it.
   */
  private final Set<Activation> suspended = ConcurrentHashMap.newKeySet();

  /** The innermost activation that is mounted on the thread; null between handlers. */
  private Activation active;

  private final InFlight inFlight = InFlight.ofThisLoop();
  private final Rescuer rescuer = new Rescuer(thread);
  private final ResumeQueue resumeQueue = new ResumeQueue();

  /** Gates that are closed, by handler; null until the first one. */
  private Map<Object, Gate> gates;

  /** The gate of the whole loop if it is closed; else null. */
  private Gate loopGate;

  private final Sequences sequences = new Sequences();
  private final LoopLimits limits = new LoopLimits();

  /** What has been taken from the interest sets of keys, see {@link SelectionKeys}. */
  private final Map<SelectionKey, Integer> pausedKeys = new IdentityHashMap<>();

  private int pins;

  /** Whether the call that is about to be made is one that runs here. */
  private boolean choice;

  /** The era of {@link OldFrames} in which the thread was found to have none. */
  private int era;

  /** The entry that the thread has been in since before it had a guard; null if there is none. */
  private volatile String oldEntry;

  /** Since when the loop's end has been held up, by {@link System#nanoTime}; 0 = it is not. */
  private volatile long heldSince;

  /** Steps of the loop's end that have been held up, and are still to come. */
  private final Set<String> heldSteps = new HashSet<>();

  /** Gets a task onto the loop while its end is held up. */
  private volatile Executor waker;

  private Loop() {}

  /** This thread's loop; null if the thread never ran an entry. */
  static Loop current() {
    return CURRENT.get();
  }

  /** Makes this thread a loop. */
  static Loop open() {
    Loop loop = new Loop();
    CURRENT.set(loop);
    for (WeakReference<Loop> reference : ALL) {
      if (reference.get() == null) {
        ALL.remove(reference);
      }
    }
    ALL.add(new WeakReference<>(loop));
    return loop;
  }

  /** Makes this thread a loop, if it is none yet and can be one. */
  static void mark() {
    if (current() == null && !VirtualThreads.isCurrent()) {
      open();
    }
  }

  /** All loops that there are. Any thread. */
  static List<Loop> all() {
    List<Loop> loops = new ArrayList<>();
    for (WeakReference<Loop> reference : ALL) {
      Loop loop = reference.get();
      if (loop != null) {
        loops.add(loop);
      }
    }
    return loops;
  }

  Thread thread() {
    return thread;
  }

  /** Whether this thread is another one than the loop's, which lives. */
  boolean isElsewhere() {
    return Thread.currentThread() != thread && thread.isAlive();
  }

  /** Counts this loop's suspended handlers. */
  InFlight inFlight() {
    return inFlight;
  }

  /** Finishes handlers when the loop has ended. */
  Rescuer rescuer() {
    return rescuer;
  }

  /** Resumptions that wait for the thread's next resume point. */
  ResumeQueue resumeQueue() {
    return resumeQueue;
  }

  /** The calls of this loop that never overlap. */
  Sequences sequences() {
    return sequences;
  }

  /** How many calls of this loop are under way in each pool. */
  LoopLimits limits() {
    return limits;
  }

  /** What has been taken from the interest sets of keys whose handlers are suspended. */
  Map<SelectionKey, Integer> pausedKeys() {
    return pausedKeys;
  }

  Activation active() {
    return active;
  }

  /** Makes an activation the innermost one. */
  void push(Activation activation) {
    activation.setOuter(active);
    active = activation;
  }

  /** Takes the innermost activation away again: it is suspended or done. */
  void pop(Activation activation) {
    active = activation.outer();
    activation.setOuter(null);
  }

  /** Whether the innermost handler is of this lane. */
  boolean runsInnermost(Object laneKey) {
    return active != null && active.lane().key() == laneKey;
  }

  /** From here to {@link #unpin} no handler may be suspended: it would take others with it. */
  void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  /** Says of the call that is about to be made that it runs here. */
  void chooseToRun() {
    choice = true;
  }

  /** Whether that has been said; asked once. */
  boolean hasChosenToRun() {
    boolean chosen = choice;
    choice = false;
    return chosen;
  }

  boolean isPinned() {
    return pins > 0;
  }

  /** Whether a handler of the lane is on this thread's stack. */
  boolean runs(Object laneKey) {
    for (Activation activation = active; activation != null; activation = activation.outer()) {
      if (activation.lane().key() == laneKey) {
        return true;
      }
    }
    return false;
  }

  /** The lane, if its handler is suspended; else null. */
  Lane suspendedLane(Object key) {
    return suspendedLanes.isEmpty() ? null : suspendedLanes.get(key);
  }

  void laneSuspended(Lane lane) {
    suspendedLanes.put(lane.key(), lane);
  }

  void laneIdle(Lane lane) {
    suspendedLanes.remove(lane.key(), lane);
  }

  /** Notes that a handler has left the stack. */
  void suspended(Activation activation) {
    suspended.add(activation);
  }

  /** Notes that a handler goes on. */
  void resumed(Activation activation) {
    suspended.remove(activation);
  }

  /** The suspended activations, as they are now. Any thread. */
  Set<Activation> suspended() {
    return suspended;
  }

  /** The gate of the whole loop if it is closed; else null. */
  Gate loopGate() {
    return loopGate;
  }

  /** The gate of a handler if it is closed; else null. */
  Gate closedGate(Object handler) {
    return gates == null ? null : gates.get(handler);
  }

  /**
   * A gate that is about to be closed.
   *
   * @param key a handler, or this loop itself
   */
  Gate gate(Object key) {
    if (key == this) {
      if (loopGate == null) {
        loopGate = new Gate(this, this);
      }
      return loopGate;
    }
    if (gates == null) {
      gates = new IdentityHashMap<>();
    }
    Gate gate = gates.get(key);
    if (gate == null) {
      gate = new Gate(this, key);
      gates.put(key, gate);
    }
    return gate;
  }

  /** Nobody waits at a gate, and nobody holds it. */
  void gateIsIdle(Gate gate) {
    if (gate == loopGate) {
      loopGate = null;
    } else {
      gates.remove(gate.key());
    }
  }

  /**
   * Whether the loop must not end yet, since handlers are suspended. A loop may end by several
   * steps, closing its channels before it stops, say: one that has been held up comes first, before
   * any later one.
   *
   * @param step the method that is about to do one, by a name that it keeps when it is woven anew
   * @param graceNanos how long it is held up at most
   */
  boolean holdsShutdown(String step, long graceNanos) {
    long now = System.nanoTime();
    if (heldSince != 0 && now - heldSince >= graceNanos) {
      return false;
    }
    if (suspended.isEmpty()) {
      heldSteps.remove(step);
      if (heldSteps.isEmpty()) {
        heldSince = 0;
        return false;
      }
      // The loop goes round once more, and must not wait for events there.
      waker.execute(new Nothing());
      return true;
    }
    heldSteps.add(step);
    waker = suspended.iterator().next().lane().executor();
    if (heldSince == 0) {
      heldSince = now == 0 ? 1 : now;
      Incidents.report(
          "the event loop "
              + thread.getName()
              + " is shut down and waits for its suspended handlers");
    }
    return true;
  }

  /** Whether the loop's end is held up: somebody has to wake it when its time is over. */
  boolean isHeld() {
    return heldSince != 0 && thread.isAlive();
  }

  /** Makes a held loop look again whether it may end. Any thread. */
  void wake() {
    try {
      waker.execute(new Nothing());
    } catch (Throwable ended) {
      // Then it needs no waking.
    }
  }

  int era() {
    return era;
  }

  /** Notes that the thread has no old frames of entries. */
  void enterEra(int current) {
    era = current;
    oldEntry = null;
  }

  /** The entry that the thread has been in since before it had a guard; null if none is known. */
  String oldEntry() {
    return oldEntry;
  }

  void setOldEntry(String place) {
    oldEntry = place;
  }

  /** Whether an executor has ended, as far as it tells. */
  static boolean hasEnded(Object executor) {
    return executor instanceof ExecutorService && ((ExecutorService) executor).isTerminated();
  }

  /** A task that wakes. */
  private static final class Nothing implements Runnable {
    @Override
    public void run() {
      // The loop looks at its state after every task.
    }
  }
}
