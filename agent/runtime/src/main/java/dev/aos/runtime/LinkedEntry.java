package dev.aos.runtime;

import java.util.concurrent.Executor;

/**
 * A woven entry that has been linked: the guard at the start of a method through which a loop
 * enters handlers.
 */
final class LinkedEntry {

  private final EntrySettings settings;
  private final EntryHandles handles;
  private final StateAudit audit;

  /** Executor classes that nobody runs; asked for every event, so the answer is kept by class. */
  private final ClassValue<Boolean> unattended =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (settings.unattended().contains(c.getName())) {
              return Boolean.TRUE;
            }
          }
          return Boolean.FALSE;
        }
      };

  LinkedEntry(EntrySettings settings, EntryHandles handles) {
    this.settings = settings;
    this.handles = handles;
    this.audit = new StateAudit(settings.place());
  }

  StateAudit audit() {
    return audit;
  }

  private static void hold(Event event, Lane lane) {
    event.waits();
    lane.enqueue(event);
  }

  private boolean waitsBehindOthers(Lane lane, Object[] arguments) {
    boolean waits = lane.holds(this);
    if (waits) {
      hold(new Event(this, handles, settings, arguments), lane);
    }
    return waits;
  }

  /**
   * Runs the method inside a handler of another lane that was entered by one of this lane.
   * Suspended here it would take the other lane's frames with it, while its own lane went on.
   */
  private void runPinned(Loop loop, Object[] arguments) throws Throwable {
    loop.pin();
    try {
      loop.active().expectRerun(this);
      handles.self().invokeExact(arguments);
    } finally {
      loop.unpin();
    }
  }

  /**
   * The guard. Same lane on this thread, a foreign thread, a loop that nobody runs: the method goes
   * on. The lane's handler is suspended: the event waits. Else the method is called again inside a
   * continuation, which is this lane's from then on.
   *
   * @param laneKey the lane's key; null = could not be found out
   * @param inside whether this thread is the entry's running loop
   * @param executor runs a task on the loop's thread; null = could not be found out
   * @param arguments the method's receiver and arguments
   * @return whether the method is to return at once: its work is done, or will be
   * @throws Throwable what the handler throws before its first suspension
   */
  boolean enter(Object laneKey, boolean inside, Executor executor, Object[] arguments)
      throws Throwable {
    Loop loop = Loop.current();
    if (loop != null && loop.active() != null && loop.active().takeRerun(this)) {
      return false;
    }
    if (!inside || laneKey == null || executor == null || unattended.get(executor.getClass())) {
      return false;
    }
    if (loop == null) {
      if (VirtualThreads.isCurrent()) {
        return false;
      }
      loop = Loop.open();
    }
    if (loop.runsInnermost(laneKey)) {
      return waitsBehindOthers(loop.active().lane(), arguments);
    }
    if (loop.runs(laneKey)) {
      runPinned(loop, arguments);
      return true;
    }
    Event event = new Event(this, handles, settings, arguments);
    Lane waiting = loop.suspendedLane(laneKey);
    if (waiting != null) {
      hold(event, waiting);
      return true;
    }
    new Activation(new Lane(loop, laneKey, executor, event), event).runForCaller();
    return true;
  }
}
