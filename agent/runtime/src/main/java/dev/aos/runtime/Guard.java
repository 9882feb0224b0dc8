package dev.aos.runtime;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The check before a call is dispatched: whether this thread holds a monitor, a lock of {@code
 * java.util.concurrent.locks}, a scoped value's binding or a class's initialisation, in any frame,
 * also in those below the entry. A native frame inside the continuation counts too: it can't be
 * suspended.
 *
 * <p>Three questions, the cheapest first. {@link ClassWalk} looks at the classes of the frames
 * alone. What it is not sure of, a second walk answers: it asks of few frames the byte-code index,
 * of very few the method's name. What that can't answer for monitors, {@link HeldMonitors} does. A
 * wrong "nothing" would be a defect, a wrong "held" costs speed only.
 */
final class Guard {

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private Guard() {
    // no instances
  }

  /**
   * What this thread holds.
   *
   * @param suspends whether the frames down to the start of the innermost continuation are to leave
   *     the stack
   */
  static Holding held(boolean suspends) {
    try {
      if (ClassWalk.holdsNothing()) {
        return Holding.NOTHING;
      }
      Walk walk = new Walk(suspends);
      Holding found = WALKER.walk(walk);
      return found == Holding.NOTHING && walk.maybeMonitor ? HeldMonitors.held() : found;
    } catch (Throwable failed) {
      return new Holding(DirectReason.MONITOR_HELD, "unknown, " + failed);
    }
  }

  // Nobody calls the two default methods that javac of JDK 25 finds alike.
  @SuppressWarnings("overloads")
  private static final class Walk
      implements Function<Stream<StackFrame>, Holding>, Consumer<StackFrame> {

    private final boolean distrust = StackClass.areClassFilesDistrusted();
    private boolean maybeMonitor = distrust;

    /** Whether frames are still those that are to be suspended. */
    private boolean suspended;

    private Holding found = Holding.NOTHING;

    /**
     * Frames of {@code Thread} that may be the last ones. A platform thread begins in one or two
     * that hold nothing, and whose names would cost more than all the rest of the stack.
     */
    private final StackFrame[] postponed = new StackFrame[2];

    private int depth;

    Walk(boolean suspends) {
      this.suspended = suspends;
    }

    @Override
    public Holding apply(Stream<StackFrame> frames) {
      Spliterator<StackFrame> next = frames.spliterator();
      while (found == Holding.NOTHING && next.tryAdvance(this)) {
        // accept() has seen the frame
      }
      return found;
    }

    @Override
    public void accept(StackFrame frame) {
      Class<?> type = frame.getDeclaringClass();
      if (type == Thread.class && depth < postponed.length) {
        postponed[depth++] = frame;
        return;
      }
      while (depth > 0) {
        StackFrame other = postponed[--depth];
        look(other, Thread.class, StackClass.of(Thread.class));
      }
      StackClass known = StackClass.of(type);
      if (!known.isHarmless()) {
        look(frame, type, known);
      }
    }

    private void look(StackFrame frame, Class<?> type, StackClass known) {
      switch (known.kind()) {
        case CONTINUATION:
          suspended = false;
          return;
        case SCOPED_VALUE_CARRIER:
          found = Holding.of(DirectReason.SCOPED_VALUE, frame);
          return;
        default:
          break;
      }
      int index = frame.getByteCodeIndex();
      HoldingCode code = known.code();
      if (index < 0) {
        if (suspended) {
          found = Holding.of(DirectReason.NATIVE_FRAME, frame);
        }
        // A native method may be synchronized.
        maybeMonitor |= code == null || code.hasMonitors() || !code.monitorsKnown();
      } else if (known.mayBeInitializing(type) && frame.getMethodName().equals("<clinit>")) {
        found = Holding.of(DirectReason.CLASS_INITIALIZER, frame);
      } else if (known.namesLocks()) {
        lookForLock(frame, index, known);
        lookForMonitor(frame, index, code);
      } else {
        lookForMonitor(frame, index, code);
      }
    }

    private void lookForLock(StackFrame frame, int index, StackClass known) {
      HoldingCode code = known.code();
      if (code == null || !code.locksKnown()) {
        if (!known.isKnownToHoldNoLock(frame.getMethodName())) {
          found = Holding.of(DirectReason.LOCKS_UNKNOWN, frame);
        }
      } else if (distrust
          ? code.hasLocks() && code.locksIn(frame.getMethodName())
          : code.someLockAt(index) && code.lockAt(frame.getMethodName(), index)) {
        found = Holding.of(DirectReason.LOCK_HELD, frame);
      }
    }

    private void lookForMonitor(StackFrame frame, int index, HoldingCode code) {
      if (!maybeMonitor) {
        maybeMonitor =
            code == null
                || !code.monitorsKnown()
                || code.someMonitorAt(index) && code.monitorAt(frame.getMethodName(), index);
      }
    }
  }
}
