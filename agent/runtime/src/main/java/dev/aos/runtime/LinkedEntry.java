package dev.aos.runtime;

import dev.aos.runtime.EntrySettings.Trait;
import java.util.concurrent.Executor;

/**
 * A woven entry that has been linked: the guard at the start of a method through which a loop
 * enters handlers.
 */
final class LinkedEntry {

  private final EntrySettings settings;
  private final EntryLinker.Rest rest;

  /** Resolved for the first event; then the same for ever. Two loops may both do it. */
  private volatile EntryHandles handles;

  private volatile boolean broken;
  private final boolean inner;
  private final boolean outermost;
  private final boolean onlyWaits;
  private final boolean closes;
  private final boolean reads;
  private final StateAudit audit;

  private final AttendedTypes executors;
  private final AttendedTypes lanes;

  LinkedEntry(EntrySettings settings, EntryLinker.Rest rest) {
    this.settings = settings;
    this.rest = rest;
    this.inner = settings.traits().contains(Trait.INNER);
    this.outermost = settings.traits().contains(Trait.OUTERMOST);
    this.onlyWaits = settings.traits().contains(Trait.ONLY_WAITS);
    this.closes = settings.traits().contains(Trait.CLOSES);
    this.reads = settings.traits().contains(Trait.READS);
    this.executors = new AttendedTypes(settings.unattended());
    this.lanes = new AttendedTypes(settings.unattended());
    this.audit = new StateAudit(settings.place());
  }

  StateAudit audit() {
    return audit;
  }

  EntryHandles handles() {
    return handles;
  }

  String place() {
    return settings.place();
  }

  /** Whether the loop itself calls the method, for something that has come in. */
  boolean isFromSource() {
    return !inner && !outermost;
  }

  /** Whether the method itself reads from the source, and can wait instead. */
  boolean reads() {
    return reads;
  }

  /** Whether the method hands a stage back that is to be completed when the handler ends. */
  boolean returnsStage() {
    return settings.result().isEmpty();
  }

  /**
   * The quick half of the guard: whether the method just goes on, as part of what runs here anyway.
   * Nothing is allocated for it.
   *
   * @param laneKey the lane's key; null = could not be found out
   */
  boolean goesOn(Object laneKey) {
    Loop loop = Loop.current();
    Activation active = loop == null ? null : loop.active();
    if (active == null) {
      return false;
    }
    if (active.takeRerun(this) || outermost) {
      return true;
    }
    Lane lane = active.lane();
    return lane.key() == laneKey
        && settings.handler().isEmpty()
        && (inner || lane.waiting() == 0 || !lane.holds(this));
  }

  /**
   * The other half, on the entry's own loop. The lane's handler is suspended: the event waits. Else
   * the method is called again inside a continuation, which is this lane's from then on.
   *
   * @param laneKey the lane's key; null = could not be found out
   * @param executor runs a task on the loop's thread; null = could not be found out
   * @param arguments the method's receiver and arguments
   * @return whether the method is to return at once: its work is done, or will be
   * @throws Throwable what the handler throws before its first suspension
   */
  boolean enter(Object laneKey, Executor executor, Object[] arguments) throws Throwable {
    return enterEvent(laneKey, executor, arguments) != null;
  }

  /**
   * Like {@link #enter}, for a method that returns something.
   *
   * @return what the method is to return at once; null: it goes on
   */
  Object enterForResult(Object laneKey, Executor executor, Object[] arguments) throws Throwable {
    Event event = enterEvent(laneKey, executor, arguments);
    return event == null ? null : event.result();
  }

  /**
   * Whether all paths could be resolved. If not, that is said once, and the method just goes on.
   */
  private boolean isReady() {
    if (handles != null) {
      return true;
    }
    if (!broken) {
      long start = System.nanoTime();
      try {
        handles = rest.resolve();
      } catch (Throwable failed) {
        broken = true;
        Incidents.report("an entry of the loop can't be linked, its handlers block: " + failed);
      }
      Registry.countLinkingTime(System.nanoTime() - start);
    }
    return !broken;
  }

  /** The event that has been made of the call; null: the method goes on. */
  private Event enterEvent(Object laneKey, Executor executor, Object[] arguments) throws Throwable {
    if (laneKey == null
        || executor == null
        || !executors.contain(executor)
        || !lanes.contain(laneKey)
        || !isReady()) {
      return null;
    }
    Loop loop = Loop.current();
    if (loop == null) {
      if (VirtualThreads.isCurrent()) {
        return null;
      }
      loop = Loop.open();
    }
    if (onlyWaits && loop.suspendedLane(laneKey) == null) {
      return null;
    }
    Event event = new Event(this, arguments);
    if (loop.runsInnermost(laneKey)) {
      return insideOwnLane(loop.active(), event);
    }
    if (loop.runs(laneKey)) {
      runPinned(loop, event);
      return event;
    }
    Lane suspended = loop.suspendedLane(laneKey);
    if (suspended != null) {
      hold(event, suspended);
    } else if (!OldFrames.areGone(loop)) {
      return null;
    } else {
      Lane lane = new Lane(loop, laneKey, executor, event);
      new Activation(lane, event).runForCaller();
      lane.stay();
    }
    return event;
  }

  /** Either the event waits behind others that came the same way, or it enters another handler. */
  private Event insideOwnLane(Activation active, Event event) throws Throwable {
    if (!inner && active.lane().holds(this)) {
      hold(event, active.lane());
    } else {
      event.run(active);
    }
    return event;
  }

  private void hold(Event event, Lane lane) {
    if (reads) {
      lane.readLater(event);
      return;
    }
    event.waits();
    lane.enqueue(event);
    if (closes) {
      lane.sourceClosed();
    }
  }

  /**
   * Runs the method inside a handler of another lane that was entered by one of this lane.
   * Suspended here it would take the other lane's frames with it, while its own lane went on.
   */
  private static void runPinned(Loop loop, Event event) throws Throwable {
    loop.pin();
    try {
      event.run(loop.active());
    } finally {
      loop.unpin();
    }
  }
}
