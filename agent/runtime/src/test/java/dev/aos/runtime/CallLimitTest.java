package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.CallPolicy.Cancel;
import java.io.InterruptedIOException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call's limit of time does to the call, to who waits for it, and to its worker. */
@Timeout(60)
class CallLimitTest {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final WorkerPool pool =
      new WorkerPool(
          new PoolSettings(
              "limited" + NAMES.incrementAndGet(), 1, 10, TimeUnit.MINUTES.toNanos(1)));

  /** Keeps a worker busy until the test says so. */
  private static final class Blocking implements Callable<Object> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private volatile boolean interrupted;

    @Override
    public Object call() {
      begun.countDown();
      while (mayEnd.getCount() > 0 && !interrupted) {
        try {
          mayEnd.await();
        } catch (InterruptedException stop) {
          interrupted = true;
        }
      }
      return "late";
    }
  }

  /** Counts how often it is closed. */
  private static final class Resource implements AutoCloseable {
    private final AtomicInteger closed = new AtomicInteger();
    private final CountDownLatch isClosed = new CountDownLatch(1);

    @Override
    public void close() {
      closed.incrementAndGet();
      isClosed.countDown();
    }
  }

  @BeforeAll
  static void startTheHousekeeper() {
    TestHousekeeper.start();
  }

  private OffloadedCall limited(
      Callable<?> body, Cancel cancel, Declared declares, CountDownLatch told) throws Exception {
    return TestCalls.of(
        pool, body, TestCalls.within(20, cancel), declares, ignored -> told.countDown());
  }

  private OffloadedCall limited(Callable<?> body, Cancel cancel, CountDownLatch told)
      throws Exception {
    return limited(body, cancel, Declared.NEITHER, told);
  }

  private static void begin(OffloadedCall call) {
    call.startLimit();
    call.submit();
  }

  /** The limit runs from when the call runs: so it is never taken back. */
  private static void beginRunning(OffloadedCall call) throws Exception {
    call.submit();
    while (call.worker() == null) {
      Thread.onSpinWait();
    }
    call.startLimit();
  }

  private Blocking blockTheWorker() throws Exception {
    Blocking blocking = new Blocking();
    TestCalls.of(pool, blocking, new CountDownLatch(1)).submit();
    blocking.begun.await();
    return blocking;
  }

  /** Returns when the worker has ended what it did. */
  private void awaitWorker() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    TestCalls.of(pool, () -> null, ended).submit();
    ended.await();
  }

  @Test
  void aCallThatEndsInTimeGivesItsResult() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    OffloadedCall call =
        TestCalls.of(
            pool,
            () -> "in time",
            TestCalls.within(60_000, Cancel.ABANDON),
            Declared.NEITHER,
            ignored -> told.countDown());
    begin(call);
    told.await();
    call.stopLimit();
    assertEquals("in time", call.result());
    assertEquals(0, call.site().timeouts());
  }

  @Test
  void theHandlerGetsAnExceptionThatNamesCallPlaceAndLimit() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    Blocking body = new Blocking();
    OffloadedCall call = limited(body, Cancel.ABANDON, told);
    long start = System.nanoTime();
    beginRunning(call);
    told.await();
    assertTrue(System.nanoTime() - start >= 20_000_000);
    Throwable thrown = assertThrows(OffloadTimeoutException.class, call::result);
    assertEquals("[aos] body at C.m:1 has not ended within 20 ms", thrown.getMessage());
    assertEquals(1, call.site().timeouts());
    StackTraceElement top = thrown.getStackTrace()[0];
    assertFalse(top.getClassName().startsWith("dev.aos.runtime.Timeout"), top.toString());
    body.mayEnd.countDown();
  }

  @Test
  void theExceptionIsOneThatTheCallDeclares() throws Throwable {
    Blocking body = blockTheWorker();
    CountDownLatch told = new CountDownLatch(3);
    List<OffloadedCall> calls = new ArrayList<>();
    for (Declared declares : Declared.values()) {
      OffloadedCall call = limited(() -> null, Cancel.ABANDON, declares, told);
      begin(call);
      calls.add(call);
    }
    told.await();
    assertThrows(InterruptedIOException.class, calls.get(0)::result);
    assertThrows(SQLTimeoutException.class, calls.get(1)::result);
    Throwable thrown = assertThrows(OffloadTimeoutException.class, calls.get(2)::result);
    assertEquals("[aos] body at C.m:1 found no worker within 20 ms", thrown.getMessage());
    body.mayEnd.countDown();
  }

  @ParameterizedTest
  @EnumSource(Cancel.class)
  void aCallThatHasNotBegunIsTakenBackAndNeverRuns(Cancel cancel) throws Throwable {
    Blocking before = blockTheWorker();
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(1);
    OffloadedCall call = limited(ran::incrementAndGet, cancel, told);
    begin(call);
    told.await();
    assertThrows(OffloadTimeoutException.class, call::result);
    assertEquals(0, pool.queued(), "it counts no more");
    before.mayEnd.countDown();
    awaitWorker();
    assertEquals(0, ran.get());
    assertEquals(1, pool.state().takenBack());
    assertEquals(2, pool.completed(), "the other two");
  }

  @Test
  void whatIsTakenBackDoesNotStayInTheQueueOfAPoolThatStandsStill() throws Throwable {
    Blocking before = blockTheWorker();
    int calls = 20_000;
    CountDownLatch told = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      begin(limited(() -> null, Cancel.ABANDON, told));
    }
    told.await();
    while (!pool.isIdle()) {
      Thread.onSpinWait();
    }
    assertEquals(0, pool.queued());
    assertTrue(pool.hasRoom());
    before.mayEnd.countDown();
  }

  @Test
  void abandonLeavesTheCallItsWorkerUntilItEnds() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    Blocking body = new Blocking();
    OffloadedCall call = limited(body, Cancel.ABANDON, told);
    beginRunning(call);
    told.await();
    CountDownLatch next = new CountDownLatch(1);
    TestCalls.of(pool, () -> null, next).submit();
    assertFalse(body.interrupted);
    assertEquals(1, pool.queued(), "the only worker is not free");
    body.mayEnd.countDown();
    next.await();
    assertThrows(OffloadTimeoutException.class, call::result);
  }

  @Test
  void interruptInterruptsTheWorkerAndTheHandlerGoesOn() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    Blocking body = new Blocking();
    OffloadedCall call = limited(body, Cancel.INTERRUPT, told);
    beginRunning(call);
    told.await();
    assertThrows(OffloadTimeoutException.class, call::result);
    awaitWorker();
    assertTrue(body.interrupted);
    assertFalse(call.state().isInterrupted(), "nothing of it is the handler's");
  }

  @Test
  void waitTellsTheHandlerAtTheEnd() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch overdue = new CountDownLatch(1);
    Resource resource = new Resource();
    OffloadedCall call =
        limited(
            () -> {
              overdue.await();
              return resource;
            },
            Cancel.WAIT,
            told);
    beginRunning(call);
    CountDownLatch later = new CountDownLatch(1);
    Timers.after(60_000_000, later::countDown);
    later.await();
    assertEquals(1, told.getCount(), "it waits");
    overdue.countDown();
    told.await();
    assertThrows(OffloadTimeoutException.class, call::result);
    assertEquals(1, resource.closed.get(), "closed before the handler goes on");
  }

  @Test
  void waitShowsWhatTheCallThrewInTheEnd() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch overdue = new CountDownLatch(1);
    Exception failure = new IllegalStateException("at last");
    OffloadedCall call =
        limited(
            () -> {
              overdue.await();
              throw failure;
            },
            Cancel.WAIT,
            told);
    beginRunning(call);
    Timers.after(60_000_000, overdue::countDown);
    told.await();
    Throwable thrown = assertThrows(OffloadTimeoutException.class, call::result);
    assertSame(failure, thrown.getSuppressed()[0]);
  }

  @Test
  void aLateResultIsClosedOnceAndOnTheWorker() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Resource resource = new Resource();
    OffloadedCall call =
        limited(
            () -> {
              mayEnd.await();
              return resource;
            },
            Cancel.ABANDON,
            told);
    beginRunning(call);
    told.await();
    mayEnd.countDown();
    resource.isClosed.await();
    call.discard();
    awaitWorker();
    assertEquals(1, resource.closed.get());
  }

  @Test
  void nobodyClosesAReceiverThatTheCallReturns() throws Exception {
    Resource receiver = new Resource();
    LateResult.close(receiver, new Object[] {receiver});
    assertEquals(0, receiver.closed.get());
    LateResult.close(receiver, new Object[] {"other"});
    assertEquals(1, receiver.closed.get());
    LateResult.close(null, new Object[0]);
    LateResult.close("no resource", new Object[0]);
  }

  /** The end of the call and the end of patience, at the same time. */
  @ParameterizedTest
  @EnumSource(Cancel.class)
  void theWaiterIsToldOnceAndNoResultIsLost(Cancel cancel) throws Throwable {
    int rounds = 3_000;
    int delivered = 0;
    int timeouts = 0;
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      Resource resource = new Resource();
      resources.add(resource);
      AtomicInteger tellings = new AtomicInteger();
      CountDownLatch told = new CountDownLatch(1);
      long spins = i % 200;
      OffloadedCall call =
          TestCalls.of(
              pool,
              () -> {
                resource.closed.set(0);
                for (long spin = 0; spin < spins; spin++) {
                  Thread.onSpinWait();
                }
                return resource;
              },
              CallPolicy.BUILT_IN,
              Declared.NEITHER,
              ignored -> {
                tellings.incrementAndGet();
                told.countDown();
              });
      call.submit();
      if (call.giveUp(cancel) == OffloadedCall.GivenUp.AT_ONCE) {
        told.countDown();
      }
      told.await();
      try {
        assertSame(resource, call.result());
        delivered++;
        assertEquals(1, tellings.get());
        resource.close();
      } catch (OffloadTimeoutException late) {
        timeouts++;
        assertTrue(tellings.get() <= 1);
      }
    }
    awaitWorker();
    assertEquals(rounds, delivered + timeouts);
    long closed = resources.stream().mapToInt(resource -> resource.closed.get()).sum();
    // What never ran was never opened.
    assertEquals(rounds - pool.state().takenBack(), closed);
    assertEquals(rounds + 1, pool.completed() + pool.state().takenBack());
  }

  @Test
  void aCloseThatFailsIsAnIncidentAndNothingElse() throws Throwable {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AutoCloseable failing =
        () -> {
          throw new IllegalStateException("of the test: close");
        };
    OffloadedCall call =
        limited(
            () -> {
              mayEnd.await();
              return failing;
            },
            Cancel.ABANDON,
            told);
    beginRunning(call);
    told.await();
    mayEnd.countDown();
    awaitWorker();
    assertTrue(Incidents.all().toString().contains("of the test: close"));
    assertNull(call.worker());
  }
}
