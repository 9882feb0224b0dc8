package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One daemon thread for what an event loop must not do itself: start worker threads ({@code
 * Thread.start} has been seen to take seconds) and print.
 */
final class Housekeeper implements Runnable {

  private static final ConcurrentLinkedQueue<Runnable> TASKS = new ConcurrentLinkedQueue<>();
  private static final Thread THREAD = daemon(new Housekeeper(), "aos-housekeeper");

  private Housekeeper() {}

  /** Starts the thread; called once, off every loop. */
  static void start() {
    THREAD.start();
  }

  /** Runs a task soon. Never blocks. */
  static void submit(Runnable task) {
    TASKS.add(task);
    LockSupport.unpark(THREAD);
  }

  /** Prints a line on stderr soon. */
  static void print(String line) {
    submit(new Line(line));
  }

  /** Runs a task on a thread of its own, since it may block. */
  static void rescue(Runnable task) {
    submit(new Start(task));
  }

  @Override
  public void run() {
    while (true) {
      Runnable task = TASKS.poll();
      if (task == null) {
        LockSupport.park(this);
      } else {
        runSafely(task);
      }
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable failed) {
      // For instance no more threads. What waits stays queued and is tried at the next call.
      System.err.println("[aos] internal: " + failed);
    }
  }

  /** A daemon thread that inherits nothing from the thread that happens to start it. */
  static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(rootGroup(), body, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }

  private record Line(String text) implements Runnable {
    @Override
    public void run() {
      System.err.println(text);
    }
  }

  private record Start(Runnable body) implements Runnable {
    @Override
    public void run() {
      daemon(body, "aos-rescue").start();
    }
  }
}
