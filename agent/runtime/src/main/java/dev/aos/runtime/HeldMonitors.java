package dev.aos.runtime;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether this thread holds a monitor, in any frame, also in those below the entry.
 *
 * <p>Offloading inside {@code synchronized} is wrong everywhere: the worker may need the monitor.
 * From JDK 24 on it corrupts as well: a yield moves the thread's whole lock stack to the heap, with
 * the monitors of frames below the continuation.
 *
 * <p>The question is put to {@code java.lang.LiveStackFrame}, which is package-private: {@code
 * java.lang} must be open to the boot loader's unnamed module. It takes 10..40 µs, growing with the
 * depth of the stack, so {@link Guard} asks a cheaper question first. Hidden frames are shown to
 * the walk: a lambda's frame holds monitors too.
 */
final class HeldMonitors {

  private static final StackWalker WALKER;
  private static final MethodHandle MONITORS;
  private static final String OBSTACLE;

  static {
    StackWalker walker = null;
    MethodHandle monitors = null;
    String obstacle = "";
    try {
      Class<?> frame = Class.forName("java.lang.LiveStackFrame", true, null);
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(frame, MethodHandles.lookup());
      walker =
          (StackWalker)
              lookup
                  .findStatic(
                      frame, "getStackWalker", MethodType.methodType(StackWalker.class, Set.class))
                  .invoke(Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES));
      monitors =
          lookup
              .findVirtual(frame, "getMonitors", MethodType.methodType(Object[].class))
              .asType(MethodType.methodType(Object[].class, StackFrame.class));
    } catch (Throwable unavailable) {
      obstacle = unavailable.toString();
    }
    WALKER = walker;
    MONITORS = monitors;
    OBSTACLE = obstacle;
  }

  private static final Function<Stream<StackFrame>, Holding> WALK = new Walk();

  private HeldMonitors() {
    // no instances
  }

  /**
   * Tries the check once.
   *
   * @return why it can't be made in this JVM, empty if it can; where it can't, nothing may be
   *     dispatched
   */
  static String probe() {
    if (!OBSTACLE.isEmpty()) {
      return OBSTACLE;
    }
    Object monitor = new Object();
    synchronized (monitor) {
      if (held() == Holding.NOTHING) {
        return "a monitor that is held is not seen";
      }
    }
    return "";
  }

  /** The monitor's place, if this thread holds one; also if that can't be found out. */
  static Holding held() {
    try {
      return WALKER.walk(WALK);
    } catch (Throwable failed) {
      // A wrong "nothing held" is a defect, a wrong "held" costs speed only.
      return new Holding(DirectReason.MONITOR_HELD, "unknown, " + failed);
    }
  }

  private static final class Walk implements Function<Stream<StackFrame>, Holding> {

    @Override
    public Holding apply(Stream<StackFrame> frames) {
      Iterator<StackFrame> iterator = frames.iterator();
      while (iterator.hasNext()) {
        StackFrame frame = iterator.next();
        if (holdsMonitor(frame)) {
          return Holding.of(DirectReason.MONITOR_HELD, frame);
        }
      }
      return Holding.NOTHING;
    }

    private static boolean holdsMonitor(StackFrame frame) {
      Object[] monitors;
      try {
        monitors = (Object[]) MONITORS.invokeExact(frame);
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
      for (Object monitor : monitors) {
        // The JVM puts null for a lock that escape analysis has removed: nobody else can want it.
        if (monitor != null) {
          return true;
        }
      }
      return false;
    }
  }
}
