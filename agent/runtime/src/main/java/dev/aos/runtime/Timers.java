package dev.aos.runtime;

import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that runs short tasks when their time has come. Arming and taking back are for event
 * loops: they take no lock. A timer is put on a stack, from which the thread fills its heap; one
 * that is taken back is only marked.
 *
 * <p>Most timers are limits that are taken back long before they are due. So the thread looks in
 * every {@link #PERIOD_NANOS} while there are any: what has been taken back by then never gets into
 * the heap, and of what got there, it is thrown out before the heap has grown to twice its size.
 */
final class Timers implements Runnable {

  /** How long marked timers stay on the stack; also, a thread that is awake need not be woken. */
  private static final long PERIOD_NANOS = 50_000_000;

  /** Centuries from now; further ahead the clock would run over. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  private static final int LEAST_SWEEP = 256;

  /** Instead of a time: the thread is awake, and looks at the stack before it sleeps. */
  private static final long AWAKE = Long.MIN_VALUE;

  private static final long CLOCK_START = System.nanoTime();
  private static final Timers INSTANCE = new Timers();
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final Start START = new Start();

  /** The timer that was armed last; the others hang on it. */
  private final AtomicReference<Timer> armed = new AtomicReference<>();

  /** When the thread is going to look by itself. */
  private final AtomicLong wakesAt = new AtomicLong(Long.MAX_VALUE);

  /** What comes from the stack and is not in the heap yet. */
  private Timer taken;

  private final PriorityQueue<Timer> heap = new PriorityQueue<>();
  private int sweepAt = LEAST_SWEEP;
  private volatile Thread thread;

  /** For tests: what the thread holds, taken back or not. */
  private volatile int held;

  private Timers() {}

  /**
   * Has a task run after a time. Any thread; never blocks.
   *
   * @param nanos the time, at least
   * @param task runs on the timers' thread, so it has to be short
   */
  static Timer after(long nanos, Runnable task) {
    long wait = Math.max(0, Math.min(nanos, LONGEST_NANOS));
    Timer timer = new Timer(now() + wait, task);
    INSTANCE.arm(timer);
    return timer;
  }

  /** For tests: timers that the thread holds. */
  static int held() {
    return INSTANCE.held;
  }

  /** For tests: how many timers with a task of that class are armed; asks the timers' thread. */
  static long armed(Class<?> task) throws InterruptedException, ExecutionException {
    CompletableFuture<Long> count = new CompletableFuture<>();
    after(0, new Count(task, count));
    return count.get();
  }

  private record Count(Class<?> task, CompletableFuture<Long> count) implements Runnable {
    @Override
    public void run() {
      long armed = 0;
      for (Timer one : INSTANCE.heap) {
        armed += one.runs(task) ? 1 : 0;
      }
      count.complete(armed);
    }
  }

  private static long now() {
    return System.nanoTime() - CLOCK_START;
  }

  private void arm(Timer timer) {
    Timer before;
    do {
      before = armed.get();
      timer.setArmedBefore(before);
    } while (!armed.compareAndSet(before, timer));
    if (!STARTED.get() && STARTED.compareAndSet(false, true)) {
      Housekeeper.submit(START);
    }
    wakeBefore(timer.due());
  }

  /**
   * Read after the timer is on the stack: either the thread is awake and finds it there before it
   * sleeps, or its time to wake is known. Of several that come at once only one wakes it, mostly.
   */
  private void wakeBefore(long due) {
    long planned = wakesAt.get();
    while (due < planned) {
      if (wakesAt.compareAndSet(planned, due)) {
        LockSupport.unpark(thread);
        return;
      }
      planned = wakesAt.get();
    }
  }

  @Override
  @Parks("a thread of its own")
  public void run() {
    thread = Thread.currentThread();
    while (true) {
      try {
        turn();
      } catch (Throwable failed) {
        // No memory for the heap, say: then later.
        Incidents.reportSafely("internal: a timer failed", failed);
        LockSupport.parkNanos(this, PERIOD_NANOS);
      }
    }
  }

  private void turn() {
    wakesAt.set(AWAKE);
    boolean any = take();
    fireDue();
    held = heap.size();
    Timer first = heap.peek();
    long wake = first == null ? Long.MAX_VALUE : first.due();
    if (any || first != null) {
      wake = Math.min(wake, now() + PERIOD_NANOS);
    }
    wakesAt.set(wake);
    if (armed.get() == null) {
      sleepUntil(wake);
    }
  }

  @Parks("a thread of its own")
  private void sleepUntil(long wake) {
    if (wake == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, wake - now());
    }
    // Nobody interrupts this thread for a reason, and a set flag would make it spin.
    Thread.interrupted();
  }

  /**
   * Takes what has been armed.
   *
   * @return whether there was anything
   */
  private boolean take() {
    if (taken == null) {
      taken = armed.getAndSet(null);
    }
    boolean any = taken != null;
    while (taken != null) {
      Timer timer = taken;
      if (timer.isArmed()) {
        heap.add(timer);
      }
      taken = timer.armedBefore();
      // A timer that lives on must not keep those before it.
      timer.setArmedBefore(null);
    }
    if (heap.size() >= sweepAt) {
      heap.removeIf(IsTakenBack.TEST);
      sweepAt = Math.max(LEAST_SWEEP, 2 * heap.size());
    }
    return any;
  }

  private void fireDue() {
    Timer first = heap.peek();
    while (first != null && (!first.isArmed() || first.due() <= now())) {
      heap.poll();
      try {
        first.fire();
      } catch (Throwable failed) {
        Incidents.reportSafely("internal: a timer failed", failed);
      }
      first = heap.peek();
    }
  }

  /** Starts the thread, off every loop. */
  private static final class Start implements Runnable {
    @Override
    public void run() {
      try {
        Housekeeper.daemon(INSTANCE, "aos-timer").start();
      } catch (Throwable noThread) {
        // The next timer tries again.
        STARTED.set(false);
        throw noThread;
      }
    }
  }

  /** Whether a timer in the heap is of no use any more. */
  private enum IsTakenBack implements java.util.function.Predicate<Timer> {
    TEST;

    @Override
    public boolean test(Timer timer) {
      return !timer.isArmed();
    }
  }
}
