package dev.aos.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lists what is suspended. For threads that are no loops. */
final class SuspendedHandlers {

  /** A loop that is busy for longer is listed without stacks. */
  private static final long PATIENCE_MILLIS = 1_000;

  /** So many stacks at most: a loop is not to stand still for its own diagnosis. */
  private static final int STACKS_PER_LOOP = 200;

  private SuspendedHandlers() {
    // no instances
  }

  /** All suspended handlers of all loops, the oldest of a loop first. */
  static List<SuspendedHandler> list() throws InterruptedException {
    List<SuspendedHandler> handlers = new ArrayList<>();
    for (Loop loop : Loop.all()) {
      List<Activation> suspended = new ArrayList<>(loop.suspended());
      suspended.sort(new OldestFirst());
      Map<Activation, StackTraceElement[]> stacks = stacks(loop, suspended);
      for (Activation activation : suspended) {
        Suspension awaited = activation.awaited();
        if (awaited != null) {
          handlers.add(describe(loop, activation, awaited, stacks.get(activation)));
        }
      }
    }
    return handlers;
  }

  private static SuspendedHandler describe(
      Loop loop, Activation activation, Suspension awaited, StackTraceElement[] stack) {
    Lane lane = activation.lane();
    return new SuspendedHandler(
        loop.thread().getName(),
        lane.toString(),
        activation.workText(),
        awaited.toString(),
        System.nanoTime() - activation.suspendedSince(),
        lane.waiting(),
        stack == null ? List.of() : StackTraces.applicationFrames(stack));
  }

  @Parks("the thread that lists the handlers")
  private static Map<Activation, StackTraceElement[]> stacks(Loop loop, List<Activation> suspended)
      throws InterruptedException {
    if (suspended.isEmpty()) {
      return Map.of();
    }
    StackTask task = new StackTask(loop, suspended);
    try {
      suspended.get(0).lane().executor().execute(task);
      task.done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RuntimeException refused) {
      // A loop that ends. Its handlers are listed without stacks.
    }
    return new HashMap<>(task.stacks);
  }

  /** Walks the stacks, on the loop's thread. */
  private static final class StackTask implements Runnable {
    private final Loop loop;
    private final List<Activation> suspended;
    private final Map<Activation, StackTraceElement[]> stacks = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);

    StackTask(Loop loop, List<Activation> suspended) {
      this.loop = loop;
      this.suspended = suspended;
    }

    @Override
    public void run() {
      for (Activation activation : suspended) {
        // It may have gone on meanwhile.
        if (stacks.size() < STACKS_PER_LOOP && loop.suspended().contains(activation)) {
          stacks.put(activation, Continuations.stack(activation.continuation()));
        }
      }
      done.countDown();
    }
  }

  private static final class OldestFirst implements java.util.Comparator<Activation> {
    @Override
    public int compare(Activation one, Activation other) {
      // By difference: nanoTime has no origin, and may overflow.
      return Long.signum(one.suspendedSince() - other.suspendedSince());
    }
  }
}
