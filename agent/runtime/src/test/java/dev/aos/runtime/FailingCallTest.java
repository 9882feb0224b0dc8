package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever fails in a call or around it, its waiter is told and its worker is free. */
@Timeout(60)
class FailingCallTest {

  private final WorkerPool pool =
      new WorkerPool(new PoolSettings("failing", 1, 10, TimeUnit.MINUTES.toNanos(1)));

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  @Test
  void everyKindOfThrowableCompletesTheWaiterAndFreesTheSlot() throws Throwable {
    for (Throwable kind :
        List.of(
            new Exception(),
            new RuntimeException(),
            new Error(),
            new StackOverflowError(),
            new OutOfMemoryError("of the test"),
            new ThreadDeath(),
            new InterruptedException(),
            new LinkageError())) {
      CountDownLatch told = new CountDownLatch(1);
      OffloadedCall call =
          TestCalls.of(
              pool,
              () -> {
                throw Sneaky.rethrow(kind);
              },
              told);
      call.submit();
      told.await();
      assertSame(kind, assertThrows(kind.getClass(), call::result));
    }
    CountDownLatch next = new CountDownLatch(1);
    TestCalls.of(pool, () -> null, next).submit();
    next.await();
    assertEquals(1, pool.state().threads());
  }

  /** A thread on which the state of threads can't be read any more, from some moment on. */
  private static final class NoState extends Thread {
    private final AtomicInteger reads;

    NoState(OffloadedCall call, int readsThatWork) {
      super(call::runAndTell);
      this.reads = new AtomicInteger(readsThatWork);
    }

    @Override
    public ClassLoader getContextClassLoader() {
      if (reads.getAndDecrement() <= 0) {
        throw new StackOverflowError("of the test: state");
      }
      return super.getContextClassLoader();
    }
  }

  @Test
  void stateThatFailsBeforeTheCallIsAsACallThatFails() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    OffloadedCall call = TestCalls.of(pool, ran::incrementAndGet, told);
    new NoState(call, 0).start();
    told.await();
    assertThrows(StackOverflowError.class, call::result);
    assertEquals(0, ran.get());
    assertFalse(call.interrupt(), "it has ended");
  }

  @Test
  void stateThatFailsAfterTheCallLosesNoResult() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    OffloadedCall call = TestCalls.of(pool, () -> "result", told);
    new NoState(call, 1).start();
    told.await();
    assertEquals("result", call.result());
    assertSame(ThreadState.IDLE, call.state());
  }
}
