package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.channels.Selector;
import java.util.List;

/** A woven call of the loop itself, around which suspended handlers are resumed. */
final class ResumePoint {

  private final MethodHandle original;
  private final MethodHandle wakeup;

  /**
   * @param original the call as {@code (Object[])Object}
   * @param wakeup {@code (Object)void}, ends the call; null: the receiver is a selector
   */
  ResumePoint(MethodHandle original, MethodHandle wakeup) {
    this.original = original;
    this.wakeup = wakeup;
  }

  /**
   * Links one.
   *
   * @param caller the class in which the call stands
   * @param direct the call itself
   * @param settings what the loop definition says of it
   * @return a handle of the call's type
   */
  static MethodHandle link(Lookup caller, MethodHandle direct, ResumePointSettings settings)
      throws ReflectiveOperationException {
    MethodType type = direct.type();
    MethodHandle wakeup = null;
    if (settings.wakeup().isPresent()) {
      Path path = settings.wakeup().get();
      MethodType receiver = MethodType.methodType(void.class, type.parameterType(0));
      wakeup =
          PathResolver.ofValue(caller, receiver, true)
              .resolve(path, List.of(), void.class)
              .asType(MethodType.methodType(void.class, Object.class));
    }
    ResumePoint point = new ResumePoint(Linker.spread(direct, Object.class), wakeup);
    return MethodHandles.lookup()
        .findVirtual(ResumePoint.class, "call", MethodType.methodType(Object.class, Object[].class))
        .bindTo(point)
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  /** The call. Inside a handler, and on a virtual thread, it is the original one. */
  Object call(Object[] arguments) throws Throwable {
    Loop loop = Loop.current();
    if (loop == null && !VirtualThreads.isCurrent()) {
      // From here on the thread is known as one that resumes what it suspends.
      loop = Loop.open();
    }
    if (loop == null || loop.active() != null) {
      return (Object) original.invokeExact(arguments);
    }
    ResumeQueue queue = loop.resumeQueue();
    queue.beforeWaiting(new ReceiverWaker(this, arguments[0]));
    try {
      return (Object) original.invokeExact(arguments);
    } finally {
      queue.afterWaiting();
    }
  }

  private void wake(Object receiver) throws Throwable {
    if (wakeup != null) {
      wakeup.invokeExact(receiver);
    } else if (receiver instanceof Selector) {
      ((Selector) receiver).wakeup();
    }
  }

  private record ReceiverWaker(ResumePoint point, Object receiver) implements ResumeQueue.Waker {
    @Override
    public void wake() throws Throwable {
      point.wake(receiver);
    }
  }
}
