package dev.aos.it.difference.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** On which threads the calls of one run were made, and the monitors and locks it may hold. */
public final class Places {

  private final Thread handler = Thread.currentThread();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Object> monitors = new ArrayList<>();
  private int onWorkers;
  private int held;
  private int direct;

  /** An object that the program may hold the monitor of. */
  public void addMonitor(Object monitor) {
    monitors.add(monitor);
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Calls that were dispatched. */
  public int onWorkers() {
    return onWorkers;
  }

  /** Calls that had to run directly: the handler held something. */
  public int held() {
    return held;
  }

  /** Calls that ran directly, and need not. */
  public int direct() {
    return direct;
  }

  boolean isOnHandler() {
    return Thread.currentThread() == handler;
  }

  /** Notes a call of the library. */
  void note() {
    if (!isOnHandler()) {
      onWorkers++;
      checkThatNothingIsHeld();
    } else if (isHolding()) {
      held++;
    } else {
      direct++;
    }
  }

  /** On a worker. If the handler held a monitor it would hang here, and never end. */
  private void checkThatNothingIsHeld() {
    if (lock.isLocked() && !lock.isHeldByCurrentThread()) {
      throw new AssertionError("dispatched while a lock is held");
    }
    enter(this);
    monitors.forEach(Places::enter);
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      // Nobody else is in there.
    }
  }

  private boolean isHolding() {
    if (lock.isHeldByCurrentThread() || Thread.holdsLock(this)) {
      return true;
    }
    for (Object monitor : monitors) {
      if (Thread.holdsLock(monitor)) {
        return true;
      }
    }
    return Arrays.stream(new Throwable().getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("<clinit>"));
  }
}
