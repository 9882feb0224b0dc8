package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an interrupt of a call reaches: this call, or nothing. */
@Timeout(30)
class OffloadedCallTest {

  private final WorkerPool pool =
      new WorkerPool(new PoolSettings("interrupted", 1, 10, TimeUnit.MINUTES.toNanos(1)));

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  private OffloadedCall call(Callable<?> body, CountDownLatch completed) throws Exception {
    return TestCalls.of(pool, body, completed);
  }

  private Object result(OffloadedCall call, CountDownLatch completed) throws Throwable {
    assertTrue(completed.await(8, TimeUnit.SECONDS), "the call completes");
    return call.result();
  }

  @Test
  void anInterruptBeforeTheCallBeginsComesWithIt() throws Throwable {
    CountDownLatch completed = new CountDownLatch(1);
    OffloadedCall call = call(Thread::interrupted, completed);
    assertTrue(call.interrupt());
    assertTrue(call.interrupt(), "twice is once");
    call.submit();
    assertEquals(true, result(call, completed));
    assertFalse(call.state().isInterrupted(), "the callee has taken it");
  }

  @Test
  void anInterruptReachesTheCallThatRuns() throws Throwable {
    CountDownLatch completed = new CountDownLatch(1);
    CountDownLatch runs = new CountDownLatch(1);
    OffloadedCall call =
        call(
            () -> {
              runs.countDown();
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return "interrupted";
            },
            completed);
    call.submit();
    assertTrue(runs.await(8, TimeUnit.SECONDS), "the call begins");
    assertTrue(call.interrupt());
    assertEquals("interrupted", result(call, completed));
    assertTrue(call.state().isInterrupted(), "the callee has left it to the handler");
  }

  @Test
  void anInterruptAfterTheEndIsRefused() throws Throwable {
    CountDownLatch completed = new CountDownLatch(1);
    OffloadedCall call = call(() -> "done", completed);
    call.submit();
    assertEquals("done", result(call, completed));
    assertFalse(call.interrupt());
    assertFalse(call.state().isInterrupted());
  }

  @Test
  void aWorkerWaitsForTheInterruptThatIsUnderWay() throws Throwable {
    CountDownLatch completed = new CountDownLatch(1);
    CountDownLatch runs = new CountDownLatch(1);
    CountDownLatch interrupts = new CountDownLatch(1);
    OffloadedCall call =
        call(
            () -> {
              runs.countDown();
              return interrupts.await(8, TimeUnit.SECONDS);
            },
            completed);
    Thread worker =
        new Thread(call::runAndTell) {
          @Override
          public void interrupt() {
            interrupts.countDown();
            try {
              // As long as it is not interrupted it can't end, so this is not waiting for anything.
              join(50);
            } catch (InterruptedException unexpected) {
              throw new IllegalStateException(unexpected);
            }
            super.interrupt();
          }
        };
    worker.start();
    assertTrue(runs.await(8, TimeUnit.SECONDS), "the call begins");
    assertTrue(call.interrupt());
    assertEquals(true, result(call, completed));
    assertTrue(call.state().isInterrupted(), "it came before the end");
  }

  @Test
  void anInterruptNeverReachesTheNextCall() throws Throwable {
    AtomicInteger reached = new AtomicInteger();
    AtomicInteger accepted = new AtomicInteger();
    for (int i = 0; i < 5000; i++) {
      CountDownLatch both = new CountDownLatch(2);
      OffloadedCall first = call(() -> Thread.currentThread().isInterrupted(), both);
      OffloadedCall next = call(() -> Thread.currentThread().isInterrupted(), both);
      first.submit();
      next.submit();
      for (int spin = i % 500; spin > 0; spin--) {
        Thread.onSpinWait();
      }
      boolean taken = first.interrupt();
      assertEquals(false, result(next, both), "the next call finds no interrupt");
      accepted.addAndGet(taken ? 1 : 0);
      reached.addAndGet(first.state().isInterrupted() ? 1 : 0);
    }
    assertEquals(accepted.get(), reached.get(), "an interrupt that was taken is not lost");
  }
}
