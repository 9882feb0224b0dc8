package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy.Cancel;
import dev.aos.runtime.WaitsTest.Event;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits that take longer than their rule's {@code timeout}. */
@Timeout(60)
class LimitedWaitsTest extends OnOneLoop {

  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final long LONG = 60_000;
  private static final long SHORT = 20;

  private final Event event = new Event();

  /** Work that a stage does in the place of the call. */
  public static final class Work {
    private final CompletableFuture<String> stage = new CompletableFuture<>();

    public CompletableFuture<String> begin() {
      return stage;
    }

    /** The call that nobody makes. */
    public String run() {
      throw new IllegalStateException("made");
    }
  }

  private static Site limited(long millis, Declared declares) {
    return WaitsTest.site(TestCalls.within(millis, Cancel.ABANDON), declares);
  }

  /** Lets a handler wait, and log what comes of it. */
  private void waitOn(Site site, Object... arguments) throws Exception {
    MethodHandle await = WaitsTest.await(site);
    loop.event("lane", () -> loop.log(outcome(await, arguments)));
  }

  private static String outcome(MethodHandle call, Object... arguments) {
    try {
      return String.valueOf(call.invokeWithArguments(arguments));
    } catch (TimeoutException late) {
      return "late";
    } catch (Throwable thrown) {
      return thrown.toString();
    }
  }

  @AfterEach
  void noTimerIsLeft() throws Exception {
    loop.onLoop(() -> {});
    assertEquals(0, Timers.armed(Waiting.Expiry.class));
  }

  @Test
  void theHandlerGetsAnExceptionAndNobodyIsToTellItAnyMore() throws Exception {
    Site site = limited(SHORT, Declared.NEITHER);
    long start = System.nanoTime();
    waitOn(site, event, LONG);
    loop.awaitLog(
        OffloadTimeoutException.class.getName()
            + ": [aos] Event.await at WaitsTest.handler:1 has not ended within 20 ms");
    assertTrue(System.nanoTime() - start >= SHORT * 1_000_000);
    assertEquals(0, event.listeners());
    assertEquals(1, site.timeouts());
    assertEquals(1, site.suspensions());
    assertEquals(1, site.calls());
  }

  @Test
  void theExceptionIsOneThatTheCallDeclares() throws Exception {
    waitOn(limited(SHORT, Declared.IO_EXCEPTION), event, LONG);
    waitOn(limited(SHORT, Declared.SQL_EXCEPTION), event, LONG);
    String text = ": [aos] Event.await at WaitsTest.handler:1 has not ended within 20 ms";
    loop.awaitLog(
        InterruptedIOException.class.getName() + text, SQLTimeoutException.class.getName() + text);
  }

  @Test
  void whatEndsInTimeGivesItsResult() throws Exception {
    Site site = limited(LONG, Declared.NEITHER);
    waitOn(site, event, LONG);
    event.end();
    loop.awaitLog("over");
    assertEquals(0, site.timeouts());
  }

  @Test
  void theCallsOwnLimitKeepsItsMeaningIfItIsFirst() throws Exception {
    Site site = limited(LONG, Declared.NEITHER);
    waitOn(site, event, SHORT);
    loop.awaitLog("late");
    assertEquals(0, site.timeouts());
    assertEquals(0, event.listeners());
  }

  @Test
  void signalsWithoutAReasonGiveNoMoreTime() throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    MethodHandle await = WaitsTest.await(limited(200, Declared.NEITHER));
    loop.event("lane", () -> outcome.complete(outcome(await, event, LONG)));
    while (!outcome.isDone()) {
      LockSupport.parkNanos(20_000_000);
      event.tellAll();
    }
    assertTrue(outcome.join().startsWith(OffloadTimeoutException.class.getName()), outcome.join());
  }

  @Test
  void aSleepThatIsLongerThanTheLimitEndsWithIt() throws Exception {
    WaitSettings sleeps = new WaitSettings(List.of(), new WaitSettings.Elapse(), 0, true);
    CallPolicy policy = TestCalls.within(SHORT, Cancel.ABANDON).withWaits(List.of(sleeps));
    Site site = WaitsTest.site(policy, Declared.NEITHER, "Thread.sleep");
    MethodType type = MethodType.methodType(void.class, long.class);
    MethodHandle sleep =
        WaitsTest.linked(site, LOOKUP.findStatic(Thread.class, "sleep", type), false);
    loop.event("lane", () -> loop.log(outcome(sleep, LONG)));
    loop.event("other lane", () -> loop.log(outcome(sleep, 1L)));
    loop.awaitLog(
        "null",
        OffloadTimeoutException.class.getName()
            + ": [aos] Thread.sleep at WaitsTest.handler:1 has not ended within 20 ms");
    assertEquals(1, site.timeouts());
  }

  @Test
  void aStageThatNobodyWaitsForAnyMoreIsCancelled() throws Exception {
    Work work = new Work();
    MethodHandle run = instead(SHORT);
    loop.event("lane", () -> loop.log(outcome(run, work)));
    loop.awaitLog(
        OffloadTimeoutException.class.getName()
            + ": [aos] Work.run at WaitsTest.handler:1 has not ended within 20 ms");
    assertTrue(work.stage.isCancelled());
  }

  @Test
  void aStageThatEndsInTimeGivesTheResult() throws Exception {
    Work work = new Work();
    MethodHandle run = instead(LONG);
    loop.event("lane", () -> loop.log(outcome(run, work)));
    work.stage.complete("done");
    loop.awaitLog("done");
    assertFalse(work.stage.isCancelled());
  }

  private static MethodHandle instead(long limit) throws ReflectiveOperationException {
    WaitSettings wait =
        new WaitSettings(
            List.of(),
            new WaitSettings.Instead(
                WaitsTest.path(new Path.This(), new Path.Call("begin", List.of())),
                Optional.empty(),
                new WaitSettings.Failure(
                    Optional.empty(), List.of(), List.of(), "", Optional.empty())),
            -1,
            true);
    CallPolicy policy = TestCalls.within(limit, Cancel.ABANDON).withWaits(List.of(wait));
    return WaitsTest.linked(
        WaitsTest.site(policy, Declared.NEITHER, "Work.run"),
        LOOKUP.findVirtual(Work.class, "run", MethodType.methodType(String.class)),
        true);
  }

  @Test
  void aSignalAndTheRulesLimitThatComeTogetherResumeTheHandlerOnce() throws Exception {
    int rounds = 2000;
    Site site = limited(1, Declared.NEITHER);
    MethodHandle await = WaitsTest.await(site);
    int timeouts = 0;
    for (int round = 0; round < rounds; round++) {
      Event one = new Event();
      CompletableFuture<String> outcome = new CompletableFuture<>();
      loop.event(round, () -> outcome.complete(outcome(await, one, LONG)));
      // Around the time when the timer comes.
      long moment = System.nanoTime() + 500_000 + ThreadLocalRandom.current().nextLong(1_000_000);
      while (System.nanoTime() < moment) {
        Thread.onSpinWait();
      }
      one.end();
      String got = outcome.get();
      if (!got.equals("over")) {
        assertTrue(got.startsWith(OffloadTimeoutException.class.getName()), got);
        timeouts++;
        loop.onLoop(() -> {});
        assertEquals(0, one.listeners());
      }
    }
    assertEquals(timeouts, site.timeouts());
    assertEquals(rounds, site.calls());
  }
}
