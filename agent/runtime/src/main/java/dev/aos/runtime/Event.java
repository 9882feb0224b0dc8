package dev.aos.runtime;

/**
 * A call of an entry: the work that the lane does, and the source that it came from, which is
 * paused through the same arguments.
 */
final class Event implements Work, Source {

  private final LinkedEntry entry;
  private final EntryHandles handles;
  private final EntrySettings settings;
  private final Object[] arguments;

  Event(LinkedEntry entry, EntryHandles handles, EntrySettings settings, Object[] arguments) {
    this.entry = entry;
    this.handles = handles;
    this.settings = settings;
    this.arguments = arguments;
  }

  /** Does what is to be done at once, now that the event has to wait. */
  void waits() {
    try {
      handles.waiting().invokeExact(arguments);
    } catch (Throwable failed) {
      Incidents.report("an event can't be held while " + waiting() + failed);
    }
  }

  /** Whether this is a call of the given entry. */
  boolean isOf(LinkedEntry other) {
    return entry == other;
  }

  @Override
  public StateAudit audit() {
    return entry.audit();
  }

  @Override
  public void run(Activation activation) throws Throwable {
    activation.expectRerun(entry);
    handles.self().invokeExact(arguments);
  }

  @Override
  public Work failure(Throwable thrown) {
    return new Failure(handles, arguments, thrown);
  }

  @Override
  public boolean pause() {
    try {
      if (!(boolean) handles.reading().invokeExact(arguments)) {
        return false;
      }
      handles.pause().invokeExact(arguments);
      return true;
    } catch (Throwable failed) {
      Incidents.report("reading can't be paused while " + waiting() + failed);
      return false;
    }
  }

  @Override
  public void putBack() {
    try {
      handles.putBack().invokeExact(arguments);
    } catch (Throwable failed) {
      Incidents.report("reading can't be put back after " + waiting() + failed);
    }
  }

  @Override
  public boolean isToBeRead() {
    try {
      return !handles.putsBack() || (boolean) handles.reading().invokeExact(arguments);
    } catch (Throwable unknown) {
      return true;
    }
  }

  @Override
  public Work resumption() {
    return new ReadAgain();
  }

  private String waiting() {
    return "a handler that was entered by " + settings.place() + " is suspended: ";
  }

  /** Starts reading again, as it was found. */
  private final class ReadAgain implements Work {

    @Override
    public void run(Activation activation) throws Throwable {
      handles.resumeReading().invokeExact(arguments);
    }

    @Override
    public Work failure(Throwable thrown) {
      Incidents.report("reading can't be resumed after " + waiting() + thrown);
      return Work.NOTHING;
    }
  }

  /** A throwable on its way to where the framework sends what a handler throws. */
  private record Failure(EntryHandles handles, Object[] arguments, Throwable thrown)
      implements Work {

    @Override
    public void run(Activation activation) throws Throwable {
      handles.error().invokeExact(arguments, thrown);
    }

    @Override
    public Work failure(Throwable second) {
      return new Uncaught(second);
    }
  }

  /** The last resort, so that nothing is lost: the thread's uncaught exception handler. */
  private record Uncaught(Throwable thrown) implements Work {

    @Override
    public void run(Activation activation) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    @Override
    public Work failure(Throwable ofTheHandler) {
      Incidents.report("an uncaught exception handler failed: " + ofTheHandler);
      return Work.NOTHING;
    }
  }
}
