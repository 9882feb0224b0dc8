package dev.aos.runtime;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in a class's code something may be held: the byte-code indices at which a frame may stand
 * while it holds a monitor, or a lock of {@code java.util.concurrent.locks}. Computed from the
 * class file, off every loop. It may say too much, never too little.
 *
 * <p>Methods are told apart by name alone: a frame's descriptor can't be had without loading
 * classes of the application. Before that stands a union over all methods, so that few frames need
 * a name at all.
 */
public final class HoldingCode {

  private static final HoldingCode UNKNOWN =
      new HoldingCode(false, Map.of(), false, Map.of(), Calls.unknown(), true);

  private final boolean monitorsKnown;
  private final Map<String, BitSet> monitors;
  private final BitSet anyMonitor;
  private final boolean locksKnown;
  private final Map<String, BitSet> locks;
  private final BitSet anyLock;
  private final Calls calls;
  private final boolean natives;

  private HoldingCode(
      boolean monitorsKnown,
      Map<String, BitSet> monitors,
      boolean locksKnown,
      Map<String, BitSet> locks,
      Calls calls,
      boolean natives) {
    this.monitorsKnown = monitorsKnown;
    this.monitors = monitors;
    this.anyMonitor = union(monitors);
    this.locksKnown = locksKnown;
    this.locks = locks;
    this.anyLock = union(locks);
    this.calls = calls;
    this.natives = natives;
  }

  /** Nothing is known; the class file can't be had, or is not what was loaded. */
  public static HoldingCode unknown() {
    return UNKNOWN;
  }

  /**
   * What a class file says.
   *
   * @param monitors the places where a monitor may be held, by method name
   * @param locks the places where a lock may be held, by method name
   * @param calls what is called at all these places
   * @param natives whether the class has native methods
   */
  public static HoldingCode known(
      Map<String, BitSet> monitors, Map<String, BitSet> locks, Calls calls, boolean natives) {
    return new HoldingCode(true, monitors, true, locks, calls, natives);
  }

  /** The same for a class whose locks are none of our business: they are the loop's own. */
  public HoldingCode withoutLocks() {
    return new HoldingCode(monitorsKnown, monitors, true, Map.of(), calls, natives);
  }

  /**
   * What frames of this version of a class, or of another one, may hold. A frame does not tell of
   * which version it is, and one that was there before the class changed may stay for ever.
   */
  public HoldingCode or(HoldingCode other) {
    return new HoldingCode(
        monitorsKnown && other.monitorsKnown,
        merged(monitors, other.monitors),
        locksKnown && other.locksKnown,
        merged(locks, other.locks),
        calls.or(other.calls),
        natives || other.natives);
  }

  private static Map<String, BitSet> merged(Map<String, BitSet> some, Map<String, BitSet> others) {
    Map<String, BitSet> all = new HashMap<>(some);
    for (Map.Entry<String, BitSet> other : others.entrySet()) {
      BitSet places = (BitSet) other.getValue().clone();
      if (all.containsKey(other.getKey())) {
        places.or(all.get(other.getKey()));
      }
      all.put(other.getKey(), places);
    }
    return Map.copyOf(all);
  }

  private static BitSet union(Map<String, BitSet> methods) {
    BitSet union = new BitSet();
    for (BitSet places : methods.values()) {
      union.or(places);
    }
    return union;
  }

  /** Whether it is known where monitors may be held. */
  public boolean monitorsKnown() {
    return monitorsKnown;
  }

  boolean locksKnown() {
    return locksKnown;
  }

  /** Whether the class has native methods. */
  public boolean hasNatives() {
    return natives;
  }

  boolean hasMonitors() {
    return !monitors.isEmpty();
  }

  boolean hasLocks() {
    return !locks.isEmpty();
  }

  /**
   * Whether a method of this class, holding something, may have called a method that the other
   * class declares. Asked of classes without native methods only.
   */
  public boolean mayHoldUnder(HoldingCode above) {
    return (!monitorsKnown || hasMonitors() || !locksKnown || hasLocks())
        && calls.mayReach(above.calls);
  }

  /** Whether some method may hold a monitor at this place. */
  boolean someMonitorAt(int index) {
    return anyMonitor.get(index);
  }

  /** Whether a method of that name may hold a monitor at this place. */
  public boolean monitorAt(String method, int index) {
    return contains(monitors, method, index);
  }

  /** Whether some method may hold a lock at this place. */
  boolean someLockAt(int index) {
    return anyLock.get(index);
  }

  /** Whether a method of that name may hold a lock at this place. */
  public boolean lockAt(String method, int index) {
    return contains(locks, method, index);
  }

  /** Whether the method may hold a lock anywhere. */
  boolean locksIn(String method) {
    return locks.containsKey(method);
  }

  private static boolean contains(Map<String, BitSet> methods, String method, int index) {
    BitSet places = methods.get(method);
    return places != null && places.get(index);
  }

  /** Methods come in the order of their names, so that equal codes read the same. */
  @Override
  public String toString() {
    return "monitors "
        + (monitorsKnown ? new TreeMap<>(monitors) : "?")
        + ", locks "
        + (locksKnown ? new TreeMap<>(locks) : "?");
  }
}
