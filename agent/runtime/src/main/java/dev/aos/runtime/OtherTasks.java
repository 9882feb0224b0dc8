package dev.aos.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The tasks of a scheduled executor that need not wait for its suspended handler. Those that have
 * to stay in the executor's queue, where {@code shutdownNow}, {@code remove} and {@code getQueue}
 * find them.
 */
final class OtherTasks {

  private final Queue<?> queue;

  /** Due tasks in order, still in the queue when they were found there. */
  private final Queue<Delayed> found = new ArrayDeque<>();

  /** How long nothing is due; after {@link #take} has found nothing. */
  private long delayNanos;

  OtherTasks(ThreadPoolExecutor executor) {
    this.queue = ExecutorInternals.queue(executor);
  }

  /** Takes the next task that is due out of the queue; null if there is none. */
  Runnable take() {
    Runnable task = takeFound();
    if (task != null) {
      return task;
    }
    Object head = queue.peek();
    delayNanos = head == null ? Long.MAX_VALUE : delay(head);
    if (delayNanos > 0) {
      return null;
    }
    find(head);
    return takeFound();
  }

  /** Forgets what has been found: by now it may have run, and be queued for another time. */
  void forget() {
    found.clear();
  }

  private Runnable takeFound() {
    Object task;
    while ((task = found.poll()) != null) {
      // Somebody may have cancelled or removed it.
      if (queue.remove(task)) {
        return (Runnable) task;
      }
    }
    return null;
  }

  /** The queue is a heap: where its head waits, all of it has to be looked through. */
  private void find(Object head) {
    if (!waitsForHandler(head)) {
      found.add((Delayed) head);
      return;
    }
    List<Delayed> due = new ArrayList<>();
    delayNanos = Long.MAX_VALUE;
    for (Object task : queue.toArray()) {
      if (!waitsForHandler(task)) {
        long delay = delay(task);
        if (delay <= 0) {
          due.add((Delayed) task);
        } else {
          delayNanos = Math.min(delayNanos, delay);
        }
      }
    }
    due.sort(null);
    found.addAll(due);
  }

  /** How long nothing will be due, unless a task is added; after {@link #take} found nothing. */
  long delayNanos() {
    return delayNanos;
  }

  private static long delay(Object task) {
    return ((Delayed) task).getDelay(TimeUnit.NANOSECONDS);
  }

  /**
   * Whether a task is an entry of the executor's lane. What the application has made of one by
   * {@code decorateTask} is not known here: its entry is met when it runs.
   */
  private static boolean waitsForHandler(Object task) {
    try {
      return ExecutorInternals.isScheduledTask(task)
          && EventLoopClasses.contain(Conditions.taskOf(task));
    } catch (IllegalAccessException unknown) {
      return false;
    }
  }
}
