package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimersTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  @Test
  void aTaskRunsOnTheOneThreadAndNotBeforeItsTime() throws Exception {
    BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();
    long start = System.nanoTime();
    Timers.after(20 * MILLI, () -> ran.add(Thread.currentThread()));
    Thread thread = ran.take();
    assertTrue(System.nanoTime() - start >= 20 * MILLI);
    assertEquals("aos-timer", thread.getName());
    assertTrue(thread.isDaemon());
    Timers.after(0, () -> ran.add(Thread.currentThread()));
    assertSame(thread, ran.take());
  }

  @Test
  void anEarlierTimerDoesNotWaitForALaterOneThatWasArmedBefore() throws Exception {
    BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    Timer late = Timers.after(HOUR, () -> ran.add("late"));
    Timers.after(60 * MILLI, () -> ran.add("second"));
    Timers.after(5 * MILLI, () -> ran.add("first"));
    assertEquals("first", ran.take());
    assertEquals("second", ran.take());
    assertTrue(late.cancel());
  }

  @Test
  void oneThatIsTakenBackDoesNotRunAndOneThatHasRunCannotBeTakenBack() throws Exception {
    BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    Timer takenBack = Timers.after(10 * MILLI, () -> ran.add("taken back"));
    assertTrue(takenBack.cancel());
    assertFalse(takenBack.cancel());
    Timer other = Timers.after(20 * MILLI, () -> ran.add("other"));
    assertEquals("other", ran.take());
    assertFalse(other.cancel());
    assertTrue(ran.isEmpty());
  }

  @Test
  void aTaskThatThrowsLeavesTheOthersAlone() throws Exception {
    Timers.after(
        0,
        () -> {
          throw new StackOverflowError("of the test");
        });
    CountDownLatch ran = new CountDownLatch(1);
    Timers.after(MILLI, ran::countDown);
    ran.await();
    assertTrue(
        Incidents.all().toString().contains("a timer failed: java.lang.StackOverflowError: of the"),
        Incidents.all().toString());
  }

  @Test
  void limitsThatWereNeverReachedAreNotKept() throws Exception {
    List<Timer> live = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      for (int i = 0; i < 1_000; i++) {
        Timer timer = Timers.after(HOUR, () -> {});
        if (i == 0) {
          live.add(timer);
        } else {
          // Some are in the heap by then.
          if (i % 100 == 0) {
            awaitTurn();
          }
          timer.cancel();
        }
      }
    }
    awaitTurn();
    assertTrue(Timers.held() >= live.size(), "held: " + Timers.held());
    assertTrue(Timers.held() <= 1_000, "held: " + Timers.held());
    live.forEach(Timer::cancel);
  }

  @Test
  void eachOfManyIsEitherRunOrTakenBack() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger takenBack = new AtomicInteger();
    int threads = 4;
    int timers = 20_000;
    CountDownLatch ended = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      new Thread(
              () -> {
                for (int i = 0; i < timers; i++) {
                  Timer timer = Timers.after(i % 3 * 10_000L, ran::incrementAndGet);
                  if (i % 2 == 0 && timer.cancel()) {
                    takenBack.incrementAndGet();
                  }
                }
                ended.countDown();
              })
          .start();
    }
    ended.await();
    awaitTurn();
    while (ran.get() + takenBack.get() < threads * timers) {
      Thread.onSpinWait();
    }
    awaitTurn();
    assertEquals(threads * timers, ran.get() + takenBack.get());
  }

  /** Returns when what was armed before has been taken. */
  private static void awaitTurn() throws InterruptedException {
    CountDownLatch turn = new CountDownLatch(1);
    Timers.after(0, turn::countDown);
    turn.await();
  }
}
