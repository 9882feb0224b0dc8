package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A call of an entry: the work that the lane does, and the source that it came from, which is
 * paused through the same arguments.
 */
final class Event implements Work, Source {

  private final LinkedEntry entry;
  private final Object[] arguments;

  /** What the method has returned, once it has. */
  private Object returned;

  private boolean done;

  /** What the caller got in its stead; null if it got nothing. */
  private CompletableFuture<Object> promise;

  Event(LinkedEntry entry, Object[] arguments) {
    this.entry = entry;
    this.arguments = arguments;
  }

  /** Does what is to be done at once, now that the event has to wait. */
  void waits() {
    if (!entry.handles().pausable()) {
      Incidents.report(
          "events wait in memory while their handler is suspended: the loop definition can't pause"
              + " their source ("
              + entry.place()
              + ")");
    }
    MethodHandle waiting = entry.handles().waiting();
    if (waiting != null) {
      try {
        waiting.invokeExact(arguments);
      } catch (Throwable failed) {
        Incidents.report("an event can't be held while " + waiting() + failed);
      }
    }
  }

  /** Whether this is a call of the given entry. */
  boolean isOf(LinkedEntry other) {
    return entry == other;
  }

  /** The object whose method it is, or the first argument; null if there is none. */
  Object receiver() {
    return arguments.length == 0 ? null : arguments[0];
  }

  /** Whether the lane's source has sent it, and not somebody in this JVM. */
  boolean isFromSource() {
    return entry.isFromSource();
  }

  @Override
  public StateAudit audit() {
    return entry.audit();
  }

  @Override
  public void run(Activation activation) throws Throwable {
    MethodHandle handlerPath = entry.handles().handler();
    Object before = activation.handler();
    if (handlerPath != null) {
      Object handler = (Object) handlerPath.invokeExact(arguments);
      Gate gate = activation.lane().loop().closedGate(handler);
      if (gate != null) {
        activation.passThrough(gate);
      }
      activation.setHandler(handler);
    }
    activation.expectRerun(entry);
    try {
      returned = (Object) entry.handles().self().invokeExact(arguments);
    } finally {
      activation.setHandler(before);
    }
    done = true;
    if (promise != null) {
      ((CompletionStage<?>) returned).whenComplete(new Handover(promise));
    }
  }

  /**
   * What the entry's caller gets. A stage that the method itself has returned, if it is done; else
   * one that is completed with it later.
   */
  Object result() throws Throwable {
    if (!entry.returnsStage()) {
      return (Object) entry.handles().result().invokeExact(arguments);
    }
    if (!done) {
      promise = new CompletableFuture<>();
      return promise;
    }
    // A method that returns null where a stage belongs: there is no other way to say "done" here.
    return returned == null ? CompletableFuture.completedFuture(null) : returned;
  }

  @Override
  public Work failure(Throwable thrown) {
    return promise == null
        ? new Failure(entry.handles(), arguments, thrown)
        : new Broken(promise, thrown);
  }

  @Override
  public boolean readsWhenCalled() {
    return entry.reads();
  }

  /** Stops the source that has called, which is not going to be read now. */
  void stopReading(Object laneKey) {
    try {
      entry.handles().pause().invokeExact(laneKey, arguments);
    } catch (Throwable failed) {
      Incidents.report("reading can't be stopped while " + waiting() + failed);
    }
  }

  @Override
  public boolean pause(Object laneKey) {
    EntryHandles handles = entry.handles();
    if (!handles.pausable()) {
      return false;
    }
    try {
      if (!(boolean) handles.reading().invokeExact(laneKey, arguments)) {
        return false;
      }
      handles.pause().invokeExact(laneKey, arguments);
      return true;
    } catch (Throwable failed) {
      Incidents.report("reading can't be paused while " + waiting() + failed);
      return false;
    }
  }

  @Override
  public void putBack(Object laneKey) {
    if (entry.handles().putBack() != null) {
      try {
        entry.handles().putBack().invokeExact(laneKey, arguments);
      } catch (Throwable failed) {
        Incidents.report("reading can't be put back after " + waiting() + failed);
      }
    }
  }

  @Override
  public boolean isToBeRead(Object laneKey) {
    try {
      return entry.handles().putBack() == null && !readsWhenCalled()
          || (boolean) entry.handles().reading().invokeExact(laneKey, arguments);
    } catch (Throwable unknown) {
      return true;
    }
  }

  @Override
  public Work resumption() {
    return new ReadAgain();
  }

  private String waiting() {
    return "a handler that was entered by " + entry.place() + " is suspended: ";
  }

  @Override
  public String toString() {
    return entry.place();
  }

  /** Starts reading again, as it was found. */
  private final class ReadAgain implements Work {

    @Override
    public void run(Activation activation) throws Throwable {
      entry.handles().resumeReading().invokeExact(activation.lane().key(), arguments);
    }

    @Override
    public Work failure(Throwable thrown) {
      Incidents.report("reading can't be resumed after " + waiting() + thrown);
      return NoWork.INSTANCE;
    }
  }

  /** Hands the outcome of the method's own stage to the one that the caller got. */
  private record Handover(CompletableFuture<Object> promise)
      implements java.util.function.BiConsumer<Object, Throwable> {
    @Override
    public void accept(Object value, Throwable thrown) {
      if (thrown == null) {
        promise.complete(value);
      } else {
        promise.completeExceptionally(thrown);
      }
    }
  }

  /** A throwable on its way into the stage that the caller got. */
  private record Broken(CompletableFuture<Object> promise, Throwable thrown) implements Work {

    @Override
    public void run(Activation activation) {
      promise.completeExceptionally(thrown);
    }

    @Override
    public Work failure(Throwable second) {
      return new Uncaught(second);
    }
  }

  /** A throwable on its way to where the framework sends what a handler throws. */
  private record Failure(EntryHandles handles, Object[] arguments, Throwable thrown)
      implements Work {

    @Override
    public void run(Activation activation) throws Throwable {
      if (handles.error() == null) {
        throw thrown;
      }
      handles.error().invokeExact(activation.lane().key(), arguments, thrown);
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
      return NoWork.INSTANCE;
    }
  }
}
