package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Makes an executor of whatever way a loop definition names to get onto the loop's thread. */
final class Resumptions {

  private static final MethodHandle QUEUE_EXECUTOR;
  private static final MethodHandle CALL_EXECUTOR;
  private static final MethodHandle RESUME_QUEUE;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      QUEUE_EXECUTOR =
          lookup
              .findConstructor(
                  QueueExecutor.class,
                  MethodType.methodType(
                      void.class, MethodHandle.class, Queue.class, Object[].class))
              .asType(
                  MethodType.methodType(
                      Executor.class, MethodHandle.class, Queue.class, Object[].class));
      CALL_EXECUTOR =
          lookup
              .findConstructor(
                  CallExecutor.class,
                  MethodType.methodType(void.class, MethodHandle.class, Object[].class))
              .asType(MethodType.methodType(Executor.class, MethodHandle.class, Object[].class));
      RESUME_QUEUE =
          lookup.findStatic(
              Resumptions.class, "resumeQueue", MethodType.methodType(Executor.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private Resumptions() {
    // no instances
  }

  /**
   * The executor of an entry's events.
   *
   * @param resume how the loop definition says it
   * @param paths resolves its paths
   * @param parameters the entry's receiver and arguments to void
   * @return {@code (a…)Executor}
   */
  static MethodHandle executor(Resume resume, PathResolver paths, MethodType parameters)
      throws ReflectiveOperationException {
    if (resume instanceof Resume.ByExecutor byExecutor) {
      return paths.resolve(byExecutor.executor(), List.of(), Executor.class);
    }
    if (resume instanceof Resume.ByQueue byQueue) {
      MethodHandle queue = paths.resolve(byQueue.queue(), List.of(), Queue.class);
      MethodHandle wakeup =
          Linker.spread(paths.resolve(byQueue.wakeup(), List.of(), void.class), void.class);
      // (queue, a…)
      MethodHandle make =
          QUEUE_EXECUTOR
              .bindTo(wakeup)
              .asCollector(Object[].class, parameters.parameterCount())
              .asType(
                  MethodType.methodType(Executor.class, Queue.class)
                      .appendParameterTypes(parameters.parameterList()));
      return MethodHandles.foldArguments(make, queue);
    }
    if (resume instanceof Resume.ByCall byCall) {
      int count = parameters.parameterCount();
      MethodHandle call =
          paths
              .resolve(byCall.call(), List.of(Runnable.class), void.class)
              .asType(
                  MethodType.genericMethodType(count)
                      .changeReturnType(void.class)
                      .appendParameterTypes(Runnable.class))
              .asSpreader(0, Object[].class, count);
      return CALL_EXECUTOR
          .bindTo(call)
          .asCollector(Object[].class, count)
          .asType(parameters.changeReturnType(Executor.class));
    }
    return MethodHandles.dropArguments(RESUME_QUEUE, 0, parameters.parameterList());
  }

  /**
   * The queue that this thread's resume points run; null on a thread that has come to none so far:
   * nobody would run it there.
   */
  private static Executor resumeQueue() {
    Loop loop = Loop.current();
    return loop == null || !loop.resumeQueue().isAttended() ? null : loop.resumeQueue();
  }

  /** A loop's own queue of tasks. */
  private record QueueExecutor(MethodHandle wakeup, Queue<Runnable> queue, Object[] arguments)
      implements Executor {

    @Override
    public void execute(Runnable task) {
      queue.add(task);
      try {
        wakeup.invokeExact(arguments);
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
    }
  }

  /** A call that takes a task. */
  private record CallExecutor(MethodHandle call, Object[] arguments) implements Executor {

    @Override
    public void execute(Runnable task) {
      try {
        call.invokeExact(arguments, task);
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
    }
  }
}
