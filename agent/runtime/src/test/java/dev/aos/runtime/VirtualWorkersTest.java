package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualWorkersTest {

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  private static WorkerPool pool(String name, int threads) {
    return new WorkerPool(settings(name, threads, true));
  }

  private static PoolSettings settings(String name, int threads, boolean virtual) {
    return new PoolSettings(name, threads, 10_000, 1, 0, 5, name + "#", virtual, false);
  }

  @Test
  void whereThereAreNoneTheWorkersArePlatformThreadsAndThatIsSaid() throws Exception {
    WorkerPool pool = pool("no-virtual", 2);
    CountDownLatch ended = new CountDownLatch(1);
    boolean[] virtual = new boolean[1];
    TestCalls.of(pool, () -> virtual[0] = VirtualThreads.isCurrent(), ended).submit();
    ended.await();
    assertEquals(VirtualThreadMaker.isPossible(), virtual[0]);
    assertEquals(
        !VirtualThreadMaker.isPossible(),
        Incidents.all().toString().contains("executor no-virtual: this Java has no virtual"));
  }

  @Test
  void eachCallHasAVirtualThreadOfItsOwnWhichIsAWorker() throws Exception {
    assumeTrue(VirtualThreadMaker.isPossible());
    WorkerPool pool = pool("each", 3);
    Set<String> names = ConcurrentHashMap.newKeySet();
    CountDownLatch ended = new CountDownLatch(100);
    AtomicInteger workers = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      TestCalls.of(
              pool,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                workers.addAndGet(VirtualThreads.isCurrent() && Workers.isCurrent() ? 1 : 0);
                names.add(Thread.currentThread().getName());
                Thread.yield();
                return running.decrementAndGet();
              },
              ended)
          .submit();
    }
    ended.await();
    assertEquals(100, workers.get());
    assertEquals(100, names.size(), "one for each call");
    assertTrue(names.stream().allMatch(name -> name.startsWith("each#")), names.toString());
    assertTrue(most.get() <= 3, "at a time: " + most);
    assertTrue(pool.state().mostThreads() <= 3);
    while (pool.state().threads() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void noThreadIsStartedForWhichThereIsNoCall() throws Exception {
    assumeTrue(VirtualThreadMaker.isPossible());
    WorkerPool pool = pool("many", 1_000);
    Set<String> names = ConcurrentHashMap.newKeySet();
    for (int i = 1; i <= 200; i++) {
      CountDownLatch ended = new CountDownLatch(1);
      TestCalls.of(pool, () -> names.add(Thread.currentThread().getName()), ended).submit();
      ended.await();
      assertTrue(names.contains("many#" + i), names.toString());
    }
  }

  @Test
  void anotherVirtualThreadIsNoWorker() throws Exception {
    assumeTrue(VirtualThreadMaker.isPossible());
    boolean[] worker = {true};
    Thread thread =
        VirtualThreadMaker.unstarted(() -> worker[0] = Workers.isCurrent(), "not-a-worker");
    thread.start();
    thread.join();
    assertFalse(worker[0]);
  }

  @Test
  void aPoolMayChangeItsTypeWhileItWorks() throws Exception {
    WorkerPool pool = new WorkerPool(settings("changing", 2, false));
    CountDownLatch ended = new CountDownLatch(3_000);
    for (int i = 0; i < 3_000; i++) {
      TestCalls.of(pool, () -> null, ended).submit();
      if (i % 500 == 250) {
        pool.change(settings("changing", 2, i % 1000 < 500));
      }
    }
    ended.await();
    assertEquals(3_000, pool.completed());
  }
}
