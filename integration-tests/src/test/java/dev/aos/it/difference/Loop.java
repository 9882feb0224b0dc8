package dev.aos.it.difference;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An event loop as small as can be: a thread that takes tasks. */
final class Loop implements Executor {

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::work, "loop");

  private Loop() {
    // Started from outside.
  }

  static Loop start() {
    Loop loop = new Loop();
    loop.thread.setDaemon(true);
    loop.thread.start();
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  private void work() {
    try {
      while (true) {
        handle(tasks.take());
      }
    } catch (InterruptedException end) {
      // Nobody interrupts it.
    }
  }

  /** The entry. */
  private void handle(Runnable task) {
    task.run();
  }

  /** Whether the thread is the loop's; for the rule file. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }
}
