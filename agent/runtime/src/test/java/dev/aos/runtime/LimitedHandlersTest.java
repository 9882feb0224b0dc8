package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy.Cancel;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Suspended handlers whose calls take too long, or whose loop has enough of them under way. */
@Timeout(60)
class LimitedHandlersTest extends WithSuspension {

  private static TestLoop loop(boolean cancelOnClose, CallPolicy policy) {
    return new TestLoop(
        SiteSettings.LaneWidth.CHANNEL,
        cancelOnClose,
        policy,
        new PoolSettings(TestLoop.newPool(), 4, 100, TimeUnit.SECONDS.toNanos(10)));
  }

  private static TestLoop limited(Cancel cancel) {
    return loop(false, TestCalls.within(30, cancel));
  }

  private static void call(TestLoop loop, String name) throws Exception {
    try {
      loop.log(loop.blockingCall(name));
    } catch (OffloadTimeoutException late) {
      loop.log("timeout");
    } catch (CancellationException closed) {
      loop.log("cancelled");
    }
  }

  @Test
  void theHandlerGoesOnOnItsLoopAndItsLaneToo() throws Exception {
    try (TestLoop loop = limited(Cancel.ABANDON)) {
      Thread thread = loop.thread();
      loop.event(
          "lane",
          () -> {
            call(loop, "slow");
            assertSame(thread, Thread.currentThread());
          });
      loop.event("lane", () -> loop.log("next"));
      loop.awaitLog("timeout", "next");
      assertEquals(1, loop.site().timeouts());
      assertEquals(1, loop.site().suspensions());
      loop.complete("slow");
    }
  }

  @Test
  void theTraceIsTheHandlers() throws Exception {
    try (TestLoop loop = limited(Cancel.ABANDON)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      loop.event(
          "lane",
          () -> {
            try {
              loop.blockingCall("slow");
            } catch (OffloadTimeoutException late) {
              thrown.set(late);
              loop.log("timeout");
            }
          });
      loop.awaitLog("timeout");
      assertTrue(
          thrown.get().getMessage().startsWith("[aos] TestLoop.block at TestLoop.blockingCall:1"),
          thrown.get().getMessage());
      loop.complete("slow");
    }
  }

  @Test
  void nothingOfTheHalfRunCallsStateIsTheHandlers() throws Exception {
    try (TestLoop loop = limited(Cancel.ABANDON)) {
      ClassLoader mine = new ClassLoader() {};
      loop.callee(
          "slow",
          () -> {
            Thread.currentThread().setContextClassLoader(new ClassLoader() {});
          });
      AtomicReference<ClassLoader> found = new AtomicReference<>();
      loop.event(
          "lane",
          () -> {
            Thread.currentThread().setContextClassLoader(mine);
            try {
              loop.blockingCall("slow");
            } catch (OffloadTimeoutException late) {
              found.set(Thread.currentThread().getContextClassLoader());
              Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
              loop.log("timeout");
            }
          });
      loop.awaitLog("timeout");
      assertSame(mine, found.get());
      loop.complete("slow");
    }
  }

  @Test
  void whoWaitsForTheEndGetsTheExceptionThen() throws Exception {
    try (TestLoop loop = limited(Cancel.WAIT)) {
      loop.event("lane", () -> call(loop, "slow"));
      loop.awaitCall("slow");
      CountDownLatch later = new CountDownLatch(1);
      Timers.after(90_000_000, later::countDown);
      later.await();
      loop.log("it ends");
      loop.complete("slow");
      loop.awaitLog("it ends", "timeout");
    }
  }

  @Test
  void anInterruptedWorkerIsFree() throws Exception {
    try (TestLoop loop = limited(Cancel.INTERRUPT)) {
      loop.event("lane", () -> call(loop, "slow"));
      loop.awaitLog("timeout");
      // Its wait() has thrown, or it was taken back: nobody has to complete it.
      WorkerPool pool = Pools.get(loop.site().settings().executor());
      while (pool.completed() + pool.state().takenBack() == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aCloseGivesTheCallUpAsTheRuleSays() throws Exception {
    for (Cancel cancel : Cancel.values()) {
      CallPolicy policy = CallPolicy.BUILT_IN.within(0, cancel);
      try (TestLoop loop = loop(true, policy)) {
        loop.event("lane", () -> call(loop, "slow"));
        Thread worker = loop.callThread("slow");
        loop.closing("lane", () -> loop.log("closed"));
        if (cancel == Cancel.WAIT) {
          loop.onLoop(() -> loop.log("still waits"));
          loop.complete("slow");
          loop.awaitLog("still waits", "cancelled", "closed");
        } else {
          loop.awaitLog("cancelled", "closed");
          if (cancel == Cancel.ABANDON) {
            assertTrue(worker.isAlive());
            loop.complete("slow");
          }
        }
        WorkerPool pool = Pools.get(loop.site().settings().executor());
        while (pool.completed() == 0) {
          Thread.onSpinWait();
        }
        assertEquals(0, loop.site().timeouts());
      }
    }
  }

  @Test
  void noMoreCallsOfOneLoopAreUnderWayThanItsLimit() throws Exception {
    PoolSettings settings =
        new PoolSettings(
            TestLoop.newPool(), 4, 100, TimeUnit.SECONDS.toNanos(10), 2, 5, "limit-", false, false);
    try (TestLoop loop =
        new TestLoop(SiteSettings.LaneWidth.CHANNEL, false, CallPolicy.BUILT_IN, settings)) {
      WorkerPool pool = Pools.get(settings.name());
      for (String name : Arrays.asList("a", "b", "c", "d")) {
        loop.event(name, () -> call(loop, name));
      }
      loop.awaitCall("a");
      Thread worker = loop.callThread("b");
      assertTrue(worker.getName().startsWith("limit-"), worker.getName());
      assertEquals(2, pool.state().loopWaits());
      assertEquals(0, pool.queued(), "they don't wait in the pool's queue");
      loop.complete("a");
      loop.awaitCall("c");
      loop.complete("b");
      loop.awaitCall("d");
      loop.complete("d");
      loop.complete("c");
      while (pool.completed() < 4) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aCallThatWaitsForItsLoopsLimitIsTakenBackInTime() throws Exception {
    PoolSettings settings =
        new PoolSettings(
            TestLoop.newPool(), 4, 100, TimeUnit.SECONDS.toNanos(10), 1, 5, "limit-", false, false);
    try (TestLoop loop =
        new TestLoop(
            SiteSettings.LaneWidth.CHANNEL,
            false,
            TestCalls.within(30, Cancel.ABANDON),
            settings)) {
      WorkerPool pool = Pools.get(settings.name());
      for (int i = 0; i < 50; i++) {
        String name = "call" + i;
        loop.event(name, () -> call(loop, name));
      }
      String[] timeouts = new String[50];
      Arrays.fill(timeouts, "timeout");
      loop.awaitLog(timeouts);
      assertTrue(pool.state().takenBack() >= 49, "taken back: " + pool.state().takenBack());
      loop.complete("call0");
      loop.complete("last");
      loop.event("last", () -> call(loop, "last"));
      while (pool.completed() + pool.state().takenBack() < 51) {
        Thread.onSpinWait();
      }
    }
  }
}
