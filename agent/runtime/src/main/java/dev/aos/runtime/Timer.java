package dev.aos.runtime;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** A task that {@link Timers} runs once its time has come, unless it is taken back before. */
final class Timer implements Comparable<Timer> {

  private static final AtomicReferenceFieldUpdater<Timer, Runnable> TASK =
      AtomicReferenceFieldUpdater.newUpdater(Timer.class, Runnable.class, "task");

  /** When it is due, by the clock of {@link Timers}. */
  private final long due;

  /** Null once it is run or taken back: neither keeps alive what the task refers to. */
  private volatile Runnable task;

  /** The one that was armed before it; until the timers' thread has taken both. */
  private Timer armedBefore;

  Timer(long due, Runnable task) {
    this.due = due;
    this.task = task;
  }

  /**
   * Takes the task back. Any thread; takes no lock.
   *
   * @return false if it is run, or has been, or was taken back before
   */
  boolean cancel() {
    return TASK.getAndSet(this, null) != null;
  }

  /** Runs the task, unless it was taken back. */
  void fire() {
    Runnable due = TASK.getAndSet(this, null);
    if (due != null) {
      due.run();
    }
  }

  boolean isArmed() {
    return task != null;
  }

  /** Whether it is armed, with a task of that class. */
  boolean runs(Class<?> type) {
    return type.isInstance(task);
  }

  long due() {
    return due;
  }

  Timer armedBefore() {
    return armedBefore;
  }

  void setArmedBefore(Timer other) {
    armedBefore = other;
  }

  @Override
  public int compareTo(Timer other) {
    return Long.compare(due, other.due);
  }
}
