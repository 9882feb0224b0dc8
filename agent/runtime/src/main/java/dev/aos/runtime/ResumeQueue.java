package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Resumptions of a thread that offers no queue of its own: they run at its resume points, before
 * and after the call that waits for events.
 */
final class ResumeQueue implements Executor {

  /** Ends the call that the thread waits in. Any thread. */
  interface Waker {
    void wake() throws Throwable;
  }

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Set while the thread may be waiting in a resume point's call. */
  private volatile Waker waker;

  /** Whether the thread has come to a resume point. Touched by the thread alone. */
  private boolean attended;

  /** Whether somebody runs the queue. */
  boolean isAttended() {
    return attended;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    // Read after the task is there: either the thread sees the task before it waits, or we see the
    // waker. A wake-up that comes before the call is not lost: Selector.wakeup is sticky.
    Waker current = waker;
    if (current != null) {
      try {
        current.wake();
      } catch (Throwable failed) {
        Incidents.report("an event loop can't be woken at its resume point: " + failed);
      }
    }
  }

  /** The thread is about to wait: runs what is there. */
  void beforeWaiting(Waker wakesIt) {
    attended = true;
    waker = wakesIt;
    run();
  }

  /** The thread has waited: runs what is there. */
  void afterWaiting() {
    waker = null;
    run();
  }

  private void run() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
