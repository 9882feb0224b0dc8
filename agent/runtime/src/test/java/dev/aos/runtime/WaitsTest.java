package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A handler that waits goes on once, whoever comes first and whoever comes too late. */
class WaitsTest extends OnOneLoop {

  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final long LONG = 60_000;

  /** Something that a handler waits for. */
  public static class Event {
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean over;
    private volatile boolean refuses;

    /** The call. Nobody blocks here: it says whether it would have to. */
    public String await(long millis) throws TimeoutException {
      if (over) {
        return "over";
      }
      if (millis == 0) {
        throw new TimeoutException();
      }
      return "would block";
    }

    public boolean isOver() {
      return over;
    }

    public synchronized void tell(Runnable listener) {
      if (refuses) {
        throw new IllegalStateException("refused");
      }
      listeners.add(listener);
    }

    public synchronized void forget(Runnable listener) {
      listeners.remove(listener);
    }

    synchronized int listeners() {
      return listeners.size();
    }

    void end() {
      over = true;
      tellAll();
    }

    void tellAll() {
      List<Runnable> told;
      synchronized (this) {
        told = List.copyOf(listeners);
      }
      told.forEach(Runnable::run);
    }
  }

  private final Site site = site(CallPolicy.BUILT_IN, Declared.NEITHER);
  private final MethodHandle await = await(site);

  static Path path(Path.Root root, Path.Step... steps) {
    return new Path(root.toString(), root, List.of(steps));
  }

  /** A site whose calls wait until their event tells its end. */
  static Site site(CallPolicy policy, Declared declares) {
    WaitSettings wait =
        new WaitSettings(
            List.of(),
            new WaitSettings.Subscribe(
                new WaitSettings.State(
                    path(new Path.This(), new Path.Call("isOver", List.of())), true),
                path(new Path.This(), new Path.Call("tell", List.of(new Path.It()))),
                Optional.of(
                    path(new Path.This(), new Path.Call("forget", List.of(new Path.It()))))),
            0,
            true);
    return site(policy.withWaits(List.of(wait)), declares, "Event.await");
  }

  /** A site of some call that waits. */
  static Site site(CallPolicy policy, Declared declares, String call) {
    Pools.open(List.of(new PoolSettings("waits", 1, 10, TimeUnit.SECONDS.toNanos(10))));
    return Registry.site(
        Registry.add(
            TestSite.at("WaitsTest", "handler", 1, call, "waits")
                .policy(policy)
                .declares(declares)
                .settings()));
  }

  /** The call of such a site. */
  static MethodHandle await(Site site) {
    try {
      return linked(
          site,
          LOOKUP.findVirtual(Event.class, "await", MethodType.methodType(String.class, long.class)),
          true);
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A call that waits, as its site makes it. */
  static MethodHandle linked(Site site, MethodHandle direct, boolean instance) {
    SuspendingCall call = (SuspendingCall) Linker.linkedCall(direct, Optional.empty(), site);
    return WaitingCall.link(LOOKUP, call, direct, instance);
  }

  private String await(Event event, long millis) {
    try {
      return (String) await.invokeExact(event, millis);
    } catch (TimeoutException late) {
      return "late";
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  private void waitFor(Object lane, Event event, long millis) throws Exception {
    loop.event(lane, () -> loop.log(await(event, millis)));
  }

  @Test
  void theCallItselfGivesItsResultWhenItIsOver() throws Exception {
    Event event = new Event();
    waitFor("lane", event, LONG);
    assertEquals(1, event.listeners());
    event.end();
    loop.awaitLog("over");
    assertEquals(1, site.suspensions());
    assertEquals(1, site.waits());
    assertEquals(0, site.workerNanos());
  }

  @Test
  void whatIsOverAlreadyIsNotWaitedFor() throws Exception {
    Event event = new Event();
    event.end();
    waitFor("lane", event, LONG);
    loop.awaitLog("over");
    assertEquals(0, event.listeners());
    assertEquals(1, site.direct(DirectReason.NOTHING_TO_WAIT_FOR));
  }

  @Test
  void theCallItselfSaysThatItsTimeIsOver() throws Exception {
    Event event = new Event();
    waitFor("lane", event, 1);
    loop.awaitLog("late");
    assertEquals(0, event.listeners());
    event.tellAll();
    assertEquals(0, Timers.armed(Waiting.Expiry.class));
  }

  @Test
  void aSignalWithoutAReasonIsAwaitedAgain() throws Exception {
    Event event = new Event();
    waitFor("lane", event, LONG);
    event.tellAll();
    // Its resumption is queued before this.
    loop.onLoop(() -> loop.log("still waiting"));
    event.end();
    loop.awaitLog("still waiting", "over");
    assertEquals(1, site.suspensions());
  }

  @Test
  void nobodyIsTakenForAWaiterWhoHasNobodyToTellHim() throws Exception {
    Event event = new Event();
    event.refuses = true;
    waitFor("lane", event, LONG);
    loop.awaitLog("would block");
  }

  @Test
  void aTimerIsGivenBackWhenTheWaitIsOver() throws Exception {
    Event event = new Event();
    waitFor("lane", event, LONG);
    assertEquals(1, Timers.armed(Waiting.Expiry.class));
    event.end();
    loop.awaitLog("over");
    loop.onLoop(() -> {});
    assertEquals(0, Timers.armed(Waiting.Expiry.class));
  }

  @Test
  void aSignalAndATimerThatComeTogetherResumeTheHandlerOnce() throws Exception {
    int rounds = 3000;
    AtomicInteger ended = new AtomicInteger();
    for (int round = 0; round < rounds; round++) {
      Event event = new Event();
      CountDownLatch told = new CountDownLatch(1);
      CompletableFuture<String> outcome = new CompletableFuture<>();
      loop.event(
          round,
          () -> {
            String got = await(event, 1);
            ended.incrementAndGet();
            outcome.complete(got);
          });
      // Around the time when the timer comes.
      Thread teller =
          new Thread(
              () -> {
                long wait =
                    System.nanoTime() + 500_000 + ThreadLocalRandom.current().nextLong(1_000_000);
                while (System.nanoTime() < wait) {
                  Thread.onSpinWait();
                }
                event.end();
                told.countDown();
              });
      teller.start();
      String got = outcome.get();
      assertTrue(got.equals("over") || got.equals("late"), got);
      told.await();
    }
    loop.onLoop(() -> {});
    assertEquals(rounds, ended.get());
    assertEquals(0, Timers.armed(Waiting.Expiry.class));
  }

  @Test
  void aCallbackKeepsNoHandlerThatHasGoneOn() throws Exception {
    Event event = new Event();
    waitFor("lane", event, LONG);
    Signal signal;
    synchronized (event) {
      signal = (Signal) event.listeners.get(0);
    }
    event.end();
    loop.awaitLog("over");
    loop.onLoop(() -> {});
    assertTrue(signal.toString().endsWith("null"));
    signal.run();
  }

  @Test
  void limitsAreFoundByTheirTypes() throws Throwable {
    MethodType ofMillis = MethodType.methodType(void.class, Object.class, long.class);
    assertEquals(
        TimeUnit.MILLISECONDS.toNanos(3),
        WaitLimit.of(ofMillis, true, 0).nanos(new Object[] {this, 3L}));
    assertNull(WaitLimit.of(ofMillis, true, 1));
    assertNull(WaitLimit.of(ofMillis, false, 0));
    MethodType withUnit = ofMillis.appendParameterTypes(TimeUnit.class);
    WaitLimit limit = WaitLimit.of(withUnit, true, 0);
    assertEquals(3_000, limit.nanos(new Object[] {this, 3L, TimeUnit.MICROSECONDS}));
    assertEquals(0, limit.nanos(new Object[] {this, 3L, null}));
    assertEquals(0, limit.nanos(new Object[] {this, -3L, TimeUnit.DAYS}));
    assertTrue(
        limit.nanos(new Object[] {this, Long.MAX_VALUE, TimeUnit.DAYS}) < Long.MAX_VALUE / 2);
    MethodType withNanos = MethodType.methodType(void.class, long.class, int.class);
    assertEquals(2_000_005, WaitLimit.of(withNanos, false, 0).nanos(new Object[] {2L, 5}));
    assertEquals(0, WaitLimit.of(withNanos, false, 0).nanos(new Object[] {2L, 1_000_000}));
    MethodType ofUnit = MethodType.methodType(void.class, TimeUnit.class, long.class);
    assertEquals(
        2_000, WaitLimit.of(ofUnit, true, 0).nanos(new Object[] {TimeUnit.MICROSECONDS, 2L}));
    MethodType ofDuration = MethodType.methodType(void.class, Duration.class);
    WaitLimit duration = WaitLimit.of(ofDuration, false, 0);
    assertEquals(7, duration.nanos(new Object[] {Duration.ofNanos(7)}));
    assertEquals(0, duration.nanos(new Object[] {null}));
    assertTrue(duration.nanos(new Object[] {Duration.ofSeconds(Long.MAX_VALUE)}) > 0);
    MethodHandle identity = MethodHandles.identity(Duration.class);
    assertEquals(Duration.ZERO, duration.elapsed(identity).invoke(Duration.ofDays(1)));
    MethodHandle sleep =
        LOOKUP.findStatic(
            Thread.class, "sleep", MethodType.methodType(void.class, long.class, int.class));
    WaitLimit.of(sleep.type(), false, 0).elapsed(sleep).invoke(LONG, 1);
    assertFalse(Thread.interrupted());
  }
}
