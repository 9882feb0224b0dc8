package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lanes on a hand-made loop, without an agent: the guard and the calls are linked by hand, as woven
 * code would be.
 */
@Timeout(60)
class LanesTest extends OnOneLoop {

  @Test
  void theLoopGoesOnWhileACallRuns() throws Exception {
    loop.event("a", () -> loop.log("a got " + loop.blockingCall("a")));
    loop.awaitCall("a");
    loop.event("b", () -> loop.log("b ran"));
    loop.awaitLog("b ran");
    loop.complete("a");
    loop.awaitLog("b ran", "a got a");
  }

  @Test
  void aHandlerIsOnTheSameThreadBeforeAndAfter() throws Exception {
    Thread[] seen = new Thread[2];
    loop.event(
        "a",
        () -> {
          seen[0] = Thread.currentThread();
          loop.blockingCall("a");
          seen[1] = Thread.currentThread();
          loop.log("done");
        });
    loop.awaitCall("a");
    loop.complete("a");
    loop.awaitLog("done");
    assertSame(seen[0], seen[1]);
    assertNotSame(seen[0], loop.callThread("a"));
  }

  @Test
  void laterEventsOfTheLaneWaitInOrder() throws Exception {
    loop.event("a", () -> loop.log("first got " + loop.blockingCall("a")));
    loop.awaitCall("a");
    loop.event("a", () -> loop.log("second"));
    loop.event("a", () -> loop.log("third"));
    loop.event("b", () -> loop.log("other lane"));
    loop.awaitLog("other lane");
    loop.complete("a");
    loop.awaitLog("other lane", "first got a", "second", "third");
  }

  @Test
  void aWaitingEventMaySuspendInItsTurn() throws Exception {
    loop.event("a", () -> loop.log("first got " + loop.blockingCall("1")));
    loop.awaitCall("1");
    loop.event("a", () -> loop.log("second got " + loop.blockingCall("2")));
    loop.event("a", () -> loop.log("third"));
    loop.complete("1");
    loop.awaitCall("2");
    loop.awaitLog("first got 1");
    loop.complete("2");
    loop.awaitLog("first got 1", "second got 2", "third");
  }

  @Test
  void whatOnlyWaitsGoesOnAsPartOfItsCaller() throws Exception {
    loop.waiting(
        "a",
        () -> {
          loop.enter("a", () -> loop.log("a got " + loop.blockingCall("a")));
          loop.log("the caller goes on");
        });
    loop.awaitLog("the caller goes on");
    loop.awaitCall("a");
    loop.complete("a");
    loop.awaitLog("the caller goes on", "a got a");
  }

  @Test
  void whatOnlyWaitsDoesSoWhileTheLanesHandlerIsSuspended() throws Exception {
    loop.event("a", () -> loop.log("first got " + loop.blockingCall("1")));
    loop.awaitCall("1");
    loop.waiting(
        "a",
        () -> {
          loop.enter("a", () -> loop.log("second got " + loop.blockingCall("2")));
          loop.log("its caller goes on");
        });
    loop.waiting("a", () -> loop.log("third"));
    loop.complete("1");
    loop.awaitCall("2");
    loop.awaitLog("first got 1");
    loop.complete("2");
    loop.awaitLog("first got 1", "second got 2", "its caller goes on", "third");
  }

  @Test
  void anEventOfTheSameLaneInsideAHandlerRunsInline() throws Exception {
    loop.event(
        "a",
        () -> {
          loop.log("outer");
          loop.enter("a", () -> loop.log("inner"));
          loop.log("outer again");
        });
    loop.awaitLog("outer", "inner", "outer again");
  }

  @Test
  void anEventOfAnotherLaneInsideAHandlerSuspendsAlone() throws Exception {
    loop.event(
        "a",
        () -> {
          loop.enter("b", () -> loop.log("inner got " + loop.blockingCall("b")));
          loop.log("outer goes on");
        });
    loop.awaitLog("outer goes on");
    loop.awaitCall("b");
    loop.complete("b");
    loop.awaitLog("outer goes on", "inner got b");
  }

  @Test
  void anExceptionBeforeTheFirstSuspensionLeavesTheEntry() {
    IllegalStateException failure = new IllegalStateException();
    ExecutionException thrown =
        assertThrows(
            ExecutionException.class,
            () ->
                loop.event(
                    "a",
                    () -> {
                      throw failure;
                    }));
    assertSame(failure, thrown.getCause());
  }

  @Test
  void anExceptionAfterASuspensionTakesTheErrorPath() throws Exception {
    IllegalStateException failure = new IllegalStateException();
    loop.event(
        "a",
        () -> {
          loop.blockingCall("a");
          throw failure;
        });
    loop.awaitCall("a");
    loop.complete("a");
    loop.awaitLog("error");
    assertSame(failure, loop.lastError());
  }

  @Test
  void whatTheCallThrowsIsThrownToTheHandler() throws Exception {
    IOException failure = new IOException();
    loop.event(
        "a",
        () -> {
          try {
            loop.blockingCall("a");
          } catch (Exception thrown) {
            loop.log(thrown == failure ? "the same" : "another");
          }
        });
    loop.awaitCall("a");
    loop.fail("a", failure);
    loop.awaitLog("the same");
  }

  @Test
  void aCallUnderAMonitorRunsOnTheLoop() throws Exception {
    loop.complete("a");
    loop.event(
        "a",
        () -> {
          synchronized (loop) {
            loop.log("got " + loop.blockingCall("a"));
          }
        });
    loop.awaitLog("got a");
    assertSame(loop.thread(), loop.callThread("a"));
    assertEquals(1, loop.site().direct(DirectReason.MONITOR_HELD));
  }

  @Test
  void readingIsPausedWhileTheLaneIsSuspendedAndTheHandlerFindsItAsItWas() throws Exception {
    loop.event(
        "a", () -> loop.log("got " + loop.blockingCall("a") + ", reading " + loop.isReading()));
    loop.awaitCall("a");
    loop.onLoop(() -> loop.log("reading " + loop.isReading()));
    loop.complete("a");
    loop.awaitLog("reading false", "got a, reading true");
    loop.onLoop(() -> loop.log("read again: " + loop.readRequests()));
    loop.awaitLog("reading false", "got a, reading true", "read again: 1");
  }

  @Test
  void aSourceThatTheHandlerPausesAfterTheCallStaysPaused() throws Exception {
    loop.event(
        "a",
        () -> {
          loop.blockingCall("a");
          loop.setReading(false);
          loop.log("paused");
        });
    loop.awaitCall("a");
    loop.complete("a");
    loop.awaitLog("paused");
    loop.onLoop(() -> loop.log("reading " + loop.isReading() + ", " + loop.readRequests()));
    loop.awaitLog("paused", "reading false, 0");
  }

  @Test
  void aHandlerThatIsReachedThroughAnotherLaneIsNotSuspendedWithIt() throws Exception {
    loop.complete("call");
    loop.event(
        "a",
        () -> {
          loop.enter(
              "b", () -> loop.enter("a", () -> loop.log("got " + loop.blockingCall("call"))));
          loop.log("outer");
        });
    loop.awaitLog("got call", "outer");
    assertSame(loop.thread(), loop.callThread("call"));
    assertEquals(1, loop.site().direct(DirectReason.OTHER_LANE));
  }

  @Test
  void aSourceThatTheApplicationHadPausedStaysPaused() throws Exception {
    loop.setReading(false);
    loop.event("a", () -> loop.log("got " + loop.blockingCall("a")));
    loop.awaitCall("a");
    loop.complete("a");
    loop.awaitLog("got a");
    loop.onLoop(() -> loop.log("reading " + loop.isReading()));
    loop.awaitLog("got a", "reading false");
  }

  @Test
  void aHandlerWhoseLoopHasEndedIsFinishedWithAnException() throws Exception {
    loop.event(
        "a",
        () -> {
          try {
            loop.blockingCall("a");
          } catch (Exception rejected) {
            loop.log(rejected.getClass().getSimpleName());
          } finally {
            loop.log("finally");
          }
        });
    loop.awaitCall("a");
    loop.close();
    loop.complete("a");
    loop.awaitLog("RejectedExecutionException", "finally");
  }

  @Test
  void aResumptionThatALivingLoopRefusesIsTriedAgain() throws Exception {
    loop.event(
        "a",
        () -> {
          Thread before = Thread.currentThread();
          loop.log("got " + loop.blockingCall("a"));
          loop.log(Thread.currentThread() == before ? "on the loop" : "elsewhere");
        });
    loop.awaitCall("a");
    loop.event("a", () -> loop.log("next"));
    loop.refuseTasks(3);
    loop.complete("a");
    loop.awaitLog("got a", "on the loop", "next");
    assertEquals(0, loop.tasksToRefuse());
    loop.event("a", () -> loop.log("later"));
    loop.awaitLog("got a", "on the loop", "next", "later");
  }

  @Test
  void aThrowableThatGivesNoTraceReachesTheHandlerAsItself() throws Exception {
    Exception odd =
        new IOException() {
          private static final long serialVersionUID = 1L;

          @Override
          public StackTraceElement[] getStackTrace() {
            return null;
          }
        };
    loop.event(
        "a",
        () -> {
          try {
            loop.blockingCall("a");
          } catch (Exception thrown) {
            loop.log(thrown == odd ? "the same" : "another");
          }
        });
    loop.awaitCall("a");
    loop.fail("a", odd);
    loop.awaitLog("the same");
  }

  @Test
  void aHandlerThatIsSuspendedTenThousandTimesKeepsItsResults() throws Exception {
    loop.completeAtOnce();
    loop.event(
        "a",
        () -> {
          for (int i = 0; i < 10_000; i++) {
            assertEquals("r" + i, loop.blockingCall("r" + i));
          }
          loop.log("done");
        });
    loop.awaitLog(List.of("done"));
  }
}
