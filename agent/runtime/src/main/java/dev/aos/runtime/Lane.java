package dev.aos.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * A lane: entries with one key, run one after the other. While its handler is suspended, later
 * entries wait here in order and the lane's source is not read. Touched by its loop's thread alone.
 */
final class Lane {

  private final Loop loop;
  private final Object key;
  private final Executor executor;
  private final Source source;
  private Queue<Work> queue;

  /** The handler that is suspended; null if none is. */
  private Activation suspended;

  /** Events that wait; read by other threads too, that only look on. */
  private volatile int waiting;

  /** Those among them that no source has sent: writes, tasks, what timers fire. */
  private volatile int fromInside;

  /** Whether the source is paused by the suspension that lasts. */
  private boolean paused;

  /** Whether the source was paused since the lane was last idle, and a read is still owed. */
  private boolean owesReading;

  /** A read that came while the handler was suspended; null if none did. */
  private Event stopped;

  /**
   * @param loop the loop's state
   * @param key the key by which entries are serialised
   * @param executor runs a task on the loop's thread
   * @param source what the lane's events come from
   */
  Lane(Loop loop, Object key, Executor executor, Source source) {
    this.loop = loop;
    this.key = key;
    this.executor = executor;
    this.source = source;
  }

  Loop loop() {
    return loop;
  }

  Object key() {
    return key;
  }

  Executor executor() {
    return executor;
  }

  /** How many events wait for the handler. Any thread. */
  int waiting() {
    return waiting;
  }

  /** How many of them no source has sent, but somebody in this JVM. Any thread. */
  int fromInside() {
    return fromInside;
  }

  private void count(Work work, int change) {
    if (work instanceof Event && !((Event) work).isFromSource()) {
      // Written by the loop's thread alone.
      fromInside = fromInside + change;
    }
  }

  /** The handler that is suspended; null if none is. */
  Activation suspended() {
    return suspended;
  }

  /**
   * Whether the loop's thread is taken to run the lane's handler while that is suspended, so that
   * an interrupt of it is the handler's.
   */
  boolean staysInHandler() {
    return executor instanceof ExecutorLoop;
  }

  /** Where the loop's tasks may not return before their handlers have ended, waits for that. */
  void stay() {
    if (suspended != null && staysInHandler()) {
      ((ExecutorLoop) executor).stay(this);
    }
  }

  /** Takes work that came while the lane's handler is suspended. */
  void enqueue(Work work) {
    if (queue == null) {
      // Most lanes hold one event or two while they wait: the end of a read.
      queue = new ArrayDeque<>(2);
    }
    queue.add(work);
    waiting = queue.size();
    count(work, 1);
  }

  /** The source has ended, which the suspended handler may want to know at once. */
  void sourceClosed() {
    if (suspended != null) {
      suspended.sourceClosed();
    }
  }

  /**
   * Whether an event waits that came the same way. Then a new one waits too, even if it comes from
   * inside the lane's own handler: an in-process transport reads there, and one message must not
   * overtake another.
   */
  boolean holds(LinkedEntry entry) {
    if (queue != null) {
      for (Work work : queue) {
        if (work instanceof Event && ((Event) work).isOf(entry)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Notes that the lane's handler has left the stack, and its state is still the thread's. */
  void handlerLeft(Activation handler) {
    if (staysInHandler()) {
      ((ExecutorLoop) executor).handlerLeft(handler);
    }
  }

  /** Notes that the handler's state is the thread's again. */
  void handlerIsBack() {
    if (staysInHandler()) {
      ((ExecutorLoop) executor).handlerIsBack();
    }
  }

  /**
   * Notes that the lane's handler has been suspended. Nothing more is read for it, from now on and
   * not from a high-water mark on: an end of stream that is read now would close the connection
   * under the handler.
   */
  void handlerSuspended(Activation handler) {
    suspended = handler;
    loop.laneSuspended(this);
    if (!source.readsWhenCalled()) {
      paused = source.pause(key);
      owesReading |= paused;
    }
  }

  /**
   * Stops reading, now that there is more to read and it has to wait.
   *
   * @param read the call that would have read it
   */
  void readLater(Event read) {
    stopped = read;
    read.stopReading(key);
  }

  /** Notes that the loop has ended: there is nothing to read any more. */
  void sourceEnded() {
    paused = false;
    owesReading = false;
    stopped = null;
  }

  /**
   * Notes that the lane's handler is about to go on. It finds the source as it left it; what it
   * does to it from here on is its own wish.
   */
  void handlerResumes() {
    suspended = null;
    if (paused) {
      paused = false;
      source.putBack(key);
    }
  }

  /**
   * After a resumed handler has ended: runs what waits, in order, until something suspends again.
   * When all is done reading goes on, if it was going on before. That too runs as work of the lane,
   * since a read request passes through the application's handlers.
   */
  void drain() {
    while (suspended == null) {
      Work next = queue == null ? null : queue.poll();
      if (next != null) {
        waiting = queue.size();
        count(next, -1);
        new Activation(this, next).runDetached();
      } else if (owesReading) {
        owesReading = false;
        if (source.isToBeRead(key)) {
          new Activation(this, source.resumption()).runDetached();
        }
      } else if (stopped != null) {
        Event read = stopped;
        stopped = null;
        if (read.isToBeRead(key)) {
          new Activation(this, read.resumption()).runDetached();
        }
      } else {
        loop.laneIdle(this);
        return;
      }
    }
  }

  @Override
  public String toString() {
    try {
      return String.valueOf(key);
    } catch (Throwable foreign) {
      return key.getClass().getName();
    }
  }
}
