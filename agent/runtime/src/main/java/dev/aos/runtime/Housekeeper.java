package dev.aos.runtime;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread for what an event loop must not do itself, {@code Thread.start} above all, which
 * has been seen to take seconds. Printing has a thread of its own: stderr may be a stream of the
 * application's that blocks. So has reading class files, for which loaders of the application's are
 * asked.
 */
final class Housekeeper implements Runnable {

  private static final Housekeeper STARTER = new Housekeeper("aos-starter");
  private static final Housekeeper PRINTER = new Housekeeper("aos-printer");

  private static final Housekeeper READER = new Housekeeper("aos-reader");

  private final ConcurrentLinkedDeque<Runnable> tasks = new ConcurrentLinkedDeque<>();
  private final Thread thread;

  private Housekeeper(String name) {
    this.thread = daemon(this, name);
  }

  /** Starts the threads; called once, off every loop. */
  static void start() {
    STARTER.thread.start();
    PRINTER.thread.start();
    READER.thread.start();
  }

  /** Runs a task soon, one that neither blocks nor prints. Never blocks. */
  static void submit(Runnable task) {
    STARTER.add(task);
  }

  /** Prints a line on stderr soon. */
  static void print(String line) {
    PRINTER.add(new Line(line));
  }

  /** Runs a task soon that reads class files, from loaders of the application's. */
  static void read(Runnable task) {
    READER.add(task);
  }

  /** The same before all others that wait. */
  static void readFirst(Runnable task) {
    READER.tasks.addFirst(task);
    LockSupport.unpark(READER.thread);
  }

  /** Starts a thread soon, for something that may block. */
  static void startThread(Runnable body, String name) {
    STARTER.add(new Start(body, name));
  }

  private void add(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(thread);
  }

  @Override
  @Parks("a thread of its own")
  public void run() {
    while (true) {
      Runnable task = tasks.poll();
      if (task == null) {
        LockSupport.park(this);
      } else {
        runSafely(task);
      }
    }
  }

  private void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable failed) {
      // For instance no more threads. What waits stays queued and is tried at the next call. If it
      // was printing that failed there is nowhere to say so.
      if (this != PRINTER) {
        Incidents.report("internal: " + failed);
      }
    }
  }

  /** A daemon thread that inherits nothing from the thread that happens to start it. */
  static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(rootGroup(), body, name, 0, false);
    configure(thread);
    return thread;
  }

  static void configure(Thread thread) {
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
  }

  static ThreadGroup rootGroup() {
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

  private record Start(Runnable body, String name) implements Runnable {
    @Override
    public void run() {
      daemon(body, name).start();
    }
  }
}
