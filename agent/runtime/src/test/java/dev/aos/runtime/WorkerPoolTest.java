package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerPoolTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(1);
  private static final AtomicInteger NAMES = new AtomicInteger();

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  private static WorkerPool pool(int threads, int queue, long keepAliveNanos) {
    String name = "test" + NAMES.incrementAndGet();
    return new WorkerPool(new PoolSettings(name, threads, queue, keepAliveNanos));
  }

  @Test
  void neverMoreWorkersThanTheRulesAllow() throws Exception {
    WorkerPool pool = pool(3, 1000, LONG);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch completed = new CountDownLatch(300);
    for (int i = 0; i < 300; i++) {
      TestCalls.of(
              pool,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                return running.decrementAndGet();
              },
              completed)
          .submit();
    }
    completed.await();
    assertTrue(most.get() <= 3, "workers at once: " + most);
  }

  @Test
  void callsThatWaitRunInTheOrderInWhichTheyCame() throws Exception {
    WorkerPool pool = pool(1, 1000, LONG);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<Integer> expected = new ArrayList<>();
    CountDownLatch completed = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      int number = i;
      expected.add(i);
      TestCalls.of(pool, () -> order.add(number), completed).submit();
    }
    completed.await();
    assertEquals(expected, order);
  }

  @Test
  void aFullQueueIsSeenAndStillTakesACallThatMayWait() throws Exception {
    WorkerPool pool = pool(1, 2, LONG);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch completed = new CountDownLatch(4);
    Callable<Object> blocking =
        () -> {
          started.countDown();
          mayEnd.await();
          return null;
        };
    TestCalls.of(pool, blocking, completed).submit();
    started.await();
    assertTrue(pool.hasRoom());
    TestCalls.of(pool, () -> null, completed).submit();
    TestCalls.of(pool, () -> null, completed).submit();
    assertFalse(pool.hasRoom());
    TestCalls.of(pool, () -> null, completed).submit();
    mayEnd.countDown();
    completed.await();
    assertTrue(pool.hasRoom());
  }

  @Test
  void anErrorOfACallReachesItsWaiterAndLeavesTheWorkerAlive() throws Throwable {
    WorkerPool pool = pool(1, 10, LONG);
    Error error = new StackOverflowError();
    CountDownLatch failed = new CountDownLatch(1);
    OffloadedCall failing =
        TestCalls.of(
            pool,
            () -> {
              throw error;
            },
            failed);
    failing.submit();
    failed.await();
    try {
      failing.result();
    } catch (StackOverflowError thrown) {
      assertSame(error, thrown);
    }
    CountDownLatch completed = new CountDownLatch(1);
    OffloadedCall next = TestCalls.of(pool, () -> "alive", completed);
    next.submit();
    completed.await();
    assertEquals("alive", next.result());
  }

  @Test
  void anInterruptThatACallLeavesBehindIsNotTheNextOnes() throws Throwable {
    WorkerPool pool = pool(1, 10, LONG);
    CountDownLatch completed = new CountDownLatch(2);
    TestCalls.of(
            pool,
            () -> {
              Thread.currentThread().interrupt();
              return null;
            },
            completed)
        .submit();
    OffloadedCall next =
        TestCalls.of(pool, () -> Thread.currentThread().isInterrupted(), completed);
    next.submit();
    completed.await();
    assertEquals(false, next.result());
  }

  @Test
  void anIdleWorkerRetiresAndANewOneComesWhenItIsNeeded() throws Throwable {
    WorkerPool pool = pool(1, 10, TimeUnit.MILLISECONDS.toNanos(1));
    CountDownLatch first = new CountDownLatch(1);
    OffloadedCall call = TestCalls.of(pool, Thread::currentThread, first);
    call.submit();
    first.await();
    Thread worker = (Thread) call.result();
    worker.join();
    CountDownLatch second = new CountDownLatch(1);
    OffloadedCall later = TestCalls.of(pool, () -> "served", second);
    later.submit();
    second.await();
    assertEquals("served", later.result());
  }

  @Test
  void withALowerLimitWorkersEndAsTheirCallsDo() throws Throwable {
    WorkerPool pool = pool(3, 10, LONG);
    CountDownLatch started = new CountDownLatch(3);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch completed = new CountDownLatch(3);
    List<OffloadedCall> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(
          TestCalls.of(
              pool,
              () -> {
                started.countDown();
                mayEnd.await();
                return Thread.currentThread();
              },
              completed));
      calls.get(i).submit();
    }
    started.await();
    pool.change(new PoolSettings(pool.name(), 1, 10, LONG));
    mayEnd.countDown();
    completed.await();
    while (calls.stream().filter(WorkerPoolTest::isWorkerAlive).count() > 1) {
      Thread.onSpinWait();
    }
    CountDownLatch later = new CountDownLatch(100);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      TestCalls.of(
              pool,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                return running.decrementAndGet();
              },
              later)
          .submit();
    }
    later.await();
    assertEquals(1, most.get());
  }

  private static boolean isWorkerAlive(OffloadedCall call) {
    try {
      return ((Thread) call.result()).isAlive();
    } catch (Throwable failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void withAHigherLimitCallsThatWaitGetTheirWorkers() throws Exception {
    WorkerPool pool = pool(1, 10, LONG);
    CountDownLatch together = new CountDownLatch(2);
    CountDownLatch completed = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      TestCalls.of(
              pool,
              () -> {
                together.countDown();
                together.await();
                return null;
              },
              completed)
          .submit();
    }
    pool.change(new PoolSettings(pool.name(), 2, 10, LONG));
    completed.await();
  }

  @Test
  void aPoolThatNobodyNeedsLetsItsIdleWorkersEndAndStillServes() throws Throwable {
    WorkerPool pool = pool(2, 10, LONG);
    CountDownLatch first = new CountDownLatch(1);
    OffloadedCall call = TestCalls.of(pool, Thread::currentThread, first);
    call.submit();
    first.await();
    pool.retire();
    ((Thread) call.result()).join();
    CountDownLatch second = new CountDownLatch(1);
    OffloadedCall late = TestCalls.of(pool, Thread::currentThread, second);
    late.submit();
    second.await();
    ((Thread) late.result()).join();
  }

  @Test
  void workersAreDaemonsAndInheritNothing() throws Throwable {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("mine");
    CountDownLatch completed = new CountDownLatch(2);
    WorkerPool pool = pool(1, 10, LONG);
    OffloadedCall daemon = TestCalls.of(pool, () -> Thread.currentThread().isDaemon(), completed);
    OffloadedCall value = TestCalls.of(pool, () -> inherited.get() == null, completed);
    daemon.submit();
    value.submit();
    completed.await();
    assertEquals(true, daemon.result());
    assertEquals(true, value.result());
  }
}
