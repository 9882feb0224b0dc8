package dev.aos.runtime;

/** How a suspended handler gets back onto its loop's thread. */
public sealed interface Resume {

  /**
   * By an executor that runs tasks on the loop's thread.
   *
   * @param executor a path to an {@link java.util.concurrent.Executor}
   */
  record ByExecutor(Path executor) implements Resume {}

  /**
   * By a queue of tasks that the loop runs, and a call that wakes the loop.
   *
   * @param queue a path to a {@link java.util.Queue} of {@link Runnable}
   * @param wakeup makes a waiting loop look into the queue; safe on any thread
   */
  record ByQueue(Path queue, Path wakeup) implements Resume {}

  /**
   * By a call that takes the task ({@code it}): {@code java.awt.EventQueue.invokeLater(it)}.
   *
   * @param call safe on any thread
   */
  record ByCall(Path call) implements Resume {}

  /** By the thread's next resume point: a call around which the runtime runs its own queue. */
  record AtResumePoint() implements Resume {}
}
