package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StarvationTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  private static WorkerPool pool(String name) {
    return new WorkerPool(new PoolSettings(name, 1, 100, TimeUnit.MINUTES.toNanos(1)));
  }

  private static List<String> incidents(WorkerPool pool) {
    return Incidents.all().stream()
        .filter(line -> line.contains("executor " + pool.name()))
        .toList();
  }

  private static CountDownLatch block(WorkerPool pool) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    TestCalls.of(
            pool,
            () -> {
              begun.countDown();
              mayEnd.await();
              return null;
            },
            new CountDownLatch(1))
        .submit();
    begun.await();
    return mayEnd;
  }

  private static CountDownLatch add(WorkerPool pool) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    TestCalls.of(pool, () -> null, ended).submit();
    return ended;
  }

  @Test
  void aPoolThatStandsStillWhileItsQueueGrowsIsReportedOnce() throws Exception {
    WorkerPool pool = pool("starved");
    Starvation starvation = new Starvation();
    CountDownLatch mayEnd = block(pool);
    starvation.look(List.of(pool), 0);
    add(pool);
    starvation.look(List.of(pool), SECOND / 2);
    assertEquals(List.of(), incidents(pool), "not for a second yet");
    starvation.look(List.of(pool), SECOND);
    assertEquals(
        List.of(
            "executor starved stands still: none of its workers has finished a call for a second,"
                + " and 1 call waits; they stand in body at C.m:1 (1). A call that waits for what"
                + " another handler gives back needs `obtains: true`"),
        incidents(pool));
    CountDownLatch last = add(pool);
    starvation.look(List.of(pool), 3 * SECOND);
    assertEquals(1, incidents(pool).size());
    mayEnd.countDown();
    last.await();
  }

  @Test
  void aQueueThatDoesNotGrowIsNoReason() throws Exception {
    WorkerPool pool = pool("full");
    Starvation starvation = new Starvation();
    CountDownLatch mayEnd = block(pool);
    CountDownLatch last = add(pool);
    starvation.look(List.of(pool), 0);
    starvation.look(List.of(pool), 5 * SECOND);
    assertEquals(List.of(), incidents(pool));
    mayEnd.countDown();
    last.await();
  }

  @Test
  void aPoolThatFinishesSomethingIsNone() throws Exception {
    WorkerPool pool = pool("busy");
    Starvation starvation = new Starvation();
    add(pool).await();
    starvation.look(List.of(pool), 0);
    add(pool).await();
    CountDownLatch mayEnd = block(pool);
    CountDownLatch last = add(pool);
    starvation.look(List.of(pool), 2 * SECOND);
    assertEquals(List.of(), incidents(pool));
    mayEnd.countDown();
    last.await();
    assertTrue(pool.completed() >= 3);
  }
}
