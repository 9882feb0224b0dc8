package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread of a scheduled executor as event loop. For the executor a task that has returned
 * is over: it calls its hooks, ends, if it is shut down, lets an idle thread go, and refuses what
 * would resume a handler. So a task whose handler is suspended does not return. From within it this
 * runs the executor's other tasks, as the executor itself would.
 *
 * <p>An interrupt that comes while nobody else runs is the suspended handler's, which is what runs
 * as far as the executor knows.
 *
 * <p>All but {@link #execute} and {@link #wake} is for the loop's thread.
 */
public final class ExecutorLoop implements Executor {

  /** Loops whose handler is suspended; most of the time there is none, and few ever. */
  private static final Set<ExecutorLoop> STAYING = ConcurrentHashMap.newKeySet();

  private static final ThreadLocal<ExecutorLoop> CURRENT = new ThreadLocal<>();

  /** The longest sleep: where the guard that wakes is missing, tasks come late, not never. */
  private static final long LONGEST_NANOS = 100_000_000;

  private static final long PAUSE_NANOS = 1_000_000;

  private final Thread thread = Thread.currentThread();
  private final ThreadPoolExecutor executor;
  private final Object worker;
  private final OtherTasks others;
  private final Queue<Runnable> resumptions = new ConcurrentLinkedQueue<>();

  /** Those that have to be told another thread to interrupt, while the handler is suspended. */
  private final List<FutureTask<?>> futures = new ArrayList<>(2);

  private final Interrupter interrupter = new Interrupter();

  private ExecutorLoop(ThreadPoolExecutor executor, Object worker) {
    this.executor = executor;
    this.worker = worker;
    this.others = new OtherTasks(executor);
  }

  /** Whether this thread is the executor's only one, as it is set now. */
  public static boolean isOn(ThreadPoolExecutor executor) {
    // Of a scheduled executor the core size is the most there can be.
    if (executor.getCorePoolSize() > 1) {
      return false;
    }
    ExecutorLoop loop = CURRENT.get();
    if (loop == null || loop.executor != executor) {
      loop = ofWorker(executor);
      if (loop != null) {
        CURRENT.set(loop);
      }
    }
    return loop != null;
  }

  private static ExecutorLoop ofWorker(ThreadPoolExecutor executor) {
    try {
      Object worker = ExecutorInternals.currentWorker(executor);
      return worker == null ? null : new ExecutorLoop(executor, worker);
    } catch (LinkageError unknownJdk) {
      Incidents.report("tasks of executors run directly, this JDK's are not known: " + unknownJdk);
      return null;
    }
  }

  /** The loop that this thread is; after {@link #isOn}. */
  public static Executor current() {
    return CURRENT.get();
  }

  /**
   * Notes that a task has been added to an executor. Any thread.
   *
   * @return null always: for the loop definition this is an object that is of no event-loop class
   */
  public static Object wake(ThreadPoolExecutor executor) {
    for (ExecutorLoop loop : STAYING) {
      if (loop.executor == executor) {
        LockSupport.unpark(loop.thread);
      }
    }
    return null;
  }

  @Override
  public void execute(Runnable task) {
    resumptions.add(task);
    LockSupport.unpark(thread);
  }

  /** Stays in the task of a lane's handler until the lane has nothing left to do. */
  @Parks("a loop that its executor has shut down, after a fault of ours")
  void stay(Lane lane) {
    STAYING.add(this);
    try {
      while (lane.suspended() != null) {
        try {
          step();
        } catch (Throwable failed) {
          // The handler has to be waited for, whatever this is.
          Incidents.report("internal: " + failed);
          LockSupport.parkNanos(this, PAUSE_NANOS);
        }
      }
    } finally {
      STAYING.remove(this);
      others.forget();
    }
    runResumptions();
  }

  /** Who asks for the stacks of suspended handlers may have come too late. */
  private void runResumptions() {
    for (Runnable task = resumptions.poll(); task != null; task = resumptions.poll()) {
      task.run();
    }
  }

  @Parks("a loop without a task to run")
  private void step() {
    if (Thread.interrupted()) {
      interrupter.interrupt();
    }
    Runnable resumption = resumptions.poll();
    if (resumption != null) {
      resumption.run();
      return;
    }
    boolean stopped = ExecutorInternals.isStopped(executor);
    Runnable other = stopped ? null : others.take();
    if (other == null) {
      long nanos = stopped ? LONGEST_NANOS : Math.min(others.delayNanos(), LONGEST_NANOS);
      LockSupport.parkNanos(this, nanos);
      return;
    }
    runOther(other);
    if (ExecutorInternals.isStopped(executor)) {
      // The interrupt of shutdownNow went to the other task. Both have to get it, once each.
      ExecutorInternals.awaitInterrupts(executor);
      interrupter.interrupt();
    }
    // What is left is the other task's.
    Thread.interrupted();
  }

  /** As {@link ThreadPoolExecutor} does, but for the thread, which goes on after an exception. */
  private void runOther(Runnable task) {
    try {
      ExecutorInternals.beforeExecute(executor, thread, task);
      Throwable thrown = null;
      try {
        task.run();
      } catch (Throwable ofTheTask) {
        thrown = ofTheTask;
      }
      ExecutorInternals.afterExecute(executor, task, thrown);
      if (thrown != null) {
        throw thrown;
      }
    } catch (Throwable uncaught) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, uncaught);
    } finally {
      ExecutorInternals.countTask(worker);
    }
  }

  /** The handler has left the stack: who cancels its future is not to interrupt others. */
  void handlerLeft(Activation activation) {
    interrupter.late = false;
    interrupter.suspended = activation;
    findFutures(activation.receiver());
    for (FutureTask<?> future : futures) {
      ExecutorInternals.setRunner(future, thread, interrupter);
    }
  }

  /** The executor's future, and one that the application has made and given to the executor. */
  private void findFutures(Object task) {
    try {
      for (Object inner = task; inner != null; inner = Conditions.wrapped(inner)) {
        if (inner instanceof FutureTask<?> future) {
          futures.add(future);
        }
      }
    } catch (IllegalAccessException unknown) {
      // Then an interrupt by that future goes to whatever runs on the thread.
    }
  }

  /** The handler's state is the thread's again: so are its interrupts. */
  void handlerIsBack() {
    for (FutureTask<?> future : futures) {
      ExecutorInternals.setRunner(future, interrupter, thread);
    }
    futures.clear();
    interrupter.suspended = null;
    if (interrupter.late) {
      interrupter.late = false;
      thread.interrupt();
    }
  }

  /**
   * What a future takes for the thread that runs it while its task is suspended. Never started; an
   * interrupt goes to the call that the handler waits for, else to the handler as soon as it goes
   * on.
   */
  private static final class Interrupter extends Thread {

    /** The loop's suspended handler; all its tasks are one lane. */
    private volatile Activation suspended;

    /** An interrupt came when the call had ended. */
    private volatile boolean late;

    Interrupter() {
      super(Housekeeper.rootGroup(), null, "aos-interrupter", 0, false);
    }

    @Override
    public void interrupt() {
      Activation handler = suspended;
      Suspension waitsFor = handler == null ? null : handler.awaited();
      OffloadedCall call = waitsFor == null ? null : waitsFor.call();
      if (waitsFor instanceof Waiting) {
        // The handler goes on for it, and finds it.
        late = true;
        ((Waiting) waitsFor).interrupt();
      } else if (call == null || !call.interrupt()) {
        late = true;
      }
    }
  }
}
