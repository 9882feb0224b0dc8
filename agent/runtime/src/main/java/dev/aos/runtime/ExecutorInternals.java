package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What the JDK's executors and futures keep to themselves, and an executor loop has to know. */
final class ExecutorInternals {

  /** {@link FutureTask}'s state while somebody is about to interrupt its runner. */
  private static final int INTERRUPTING = 5;

  private static final Class<?> SCHEDULED_TASK;
  private static final VarHandle STATE;
  private static final VarHandle RUNNER;
  private static final VarHandle QUEUE;
  private static final VarHandle MAIN_LOCK;
  private static final VarHandle WORKERS;
  private static final VarHandle THREAD;
  private static final VarHandle COMPLETED_TASKS;
  private static final MethodHandle IS_STOPPED;
  private static final MethodHandle BEFORE_EXECUTE;
  private static final MethodHandle AFTER_EXECUTE;

  static {
    try {
      Lookup own = MethodHandles.lookup();
      Lookup future = MethodHandles.privateLookupIn(FutureTask.class, own);
      STATE = future.findVarHandle(FutureTask.class, "state", int.class);
      RUNNER = future.findVarHandle(FutureTask.class, "runner", Thread.class);
      SCHEDULED_TASK =
          Class.forName("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask");
      Class<ThreadPoolExecutor> type = ThreadPoolExecutor.class;
      Lookup pool = MethodHandles.privateLookupIn(type, own);
      QUEUE = pool.findVarHandle(type, "workQueue", BlockingQueue.class);
      MAIN_LOCK = pool.findVarHandle(type, "mainLock", ReentrantLock.class);
      WORKERS = pool.findVarHandle(type, "workers", HashSet.class);
      IS_STOPPED = pool.findVirtual(type, "isStopped", MethodType.methodType(boolean.class));
      BEFORE_EXECUTE = hook(pool, "beforeExecute", Thread.class, Runnable.class);
      AFTER_EXECUTE = hook(pool, "afterExecute", Runnable.class, Throwable.class);
      Class<?> worker = Class.forName("java.util.concurrent.ThreadPoolExecutor$Worker");
      Lookup inWorker = MethodHandles.privateLookupIn(worker, own);
      THREAD = inWorker.findVarHandle(worker, "thread", Thread.class);
      COMPLETED_TASKS = inWorker.findVarHandle(worker, "completedTasks", long.class);
    } catch (ReflectiveOperationException notInThisJdk) {
      throw new ExceptionInInitializerError(notInThisJdk);
    }
  }

  private ExecutorInternals() {
    // no instances
  }

  private static MethodHandle hook(Lookup pool, String name, Class<?> first, Class<?> second)
      throws ReflectiveOperationException {
    return pool.findVirtual(
        ThreadPoolExecutor.class, name, MethodType.methodType(void.class, first, second));
  }

  /** The executor's worker that is this thread; null if none is. */
  @Parks("an executor's thread, as the executor itself does between two tasks")
  static Object currentWorker(ThreadPoolExecutor executor) {
    Thread current = Thread.currentThread();
    Lock lock = (Lock) MAIN_LOCK.get(executor);
    lock.lock();
    try {
      for (Object worker : (Collection<?>) WORKERS.get(executor)) {
        if (THREAD.get(worker) == current) {
          return worker;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** Counts a task that a worker has run; on its thread. */
  static void countTask(Object worker) {
    COMPLETED_TASKS.setVolatile(worker, (long) COMPLETED_TASKS.getVolatile(worker) + 1);
  }

  static BlockingQueue<?> queue(ThreadPoolExecutor executor) {
    return (BlockingQueue<?>) QUEUE.get(executor);
  }

  /** Whether {@code shutdownNow} has been called. */
  static boolean isStopped(ThreadPoolExecutor executor) {
    try {
      return (boolean) IS_STOPPED.invokeExact(executor);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /** Waits for the end of a {@code shutdownNow} that is under way: by then it has interrupted. */
  @Parks("an executor's thread, as the executor itself does between two tasks")
  static void awaitInterrupts(ThreadPoolExecutor executor) {
    Lock lock = (Lock) MAIN_LOCK.get(executor);
    lock.lock();
    lock.unlock();
  }

  static void beforeExecute(ThreadPoolExecutor executor, Thread thread, Runnable task)
      throws Throwable {
    BEFORE_EXECUTE.invokeExact(executor, thread, task);
  }

  static void afterExecute(ThreadPoolExecutor executor, Runnable task, Throwable thrown)
      throws Throwable {
    AFTER_EXECUTE.invokeExact(executor, task, thrown);
  }

  /** Whether a task is the JDK's own for scheduled executors. */
  static boolean isScheduledTask(Object task) {
    return SCHEDULED_TASK.isInstance(task);
  }

  /**
   * Makes somebody else the thread that {@code cancel(true)} interrupts, and waits until nobody is
   * about to interrupt the one before, as the future itself does before it lets go of its thread.
   */
  static void setRunner(FutureTask<?> future, Thread before, Thread now) {
    // Another one than expected: the future's own run is over, and what runs is the scheduling of
    // the next one.
    if (RUNNER.compareAndSet(future, before, now)) {
      while ((int) STATE.getVolatile(future) == INTERRUPTING) {
        Thread.yield();
      }
    }
  }
}
