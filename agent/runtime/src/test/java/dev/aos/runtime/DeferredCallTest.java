package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that have begun while their handler goes on, and what becomes of them. */
@Timeout(30)
class DeferredCallTest extends OnOneLoop {

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Map<String, Call> CALLS = new ConcurrentHashMap<>();

  private final Site site;
  private final MethodHandle begin;
  private final MethodHandle await;
  private final MethodHandle pure;

  /** One call: whether it has begun, and what it gives. */
  private static final class Call {
    private final CompletableFuture<Thread> begun = new CompletableFuture<>();
    private final CompletableFuture<Object> result = new CompletableFuture<>();
  }

  /** What is closed when nobody wants it any more. */
  private static final class Resource implements AutoCloseable {
    private final CompletableFuture<Thread> closed = new CompletableFuture<>();

    @Override
    public void close() {
      closed.complete(Thread.currentThread());
    }
  }

  DeferredCallTest() throws ReflectiveOperationException {
    String pool = "deferred" + NAMES.incrementAndGet();
    Pools.open(List.of(new PoolSettings(pool, 4, 100, TimeUnit.SECONDS.toNanos(10))));
    int number =
        Registry.add(
            TestSite.at(DeferredCallTest.class.getName(), "read", 777, "read", pool)
                .cancelOnClose(true)
                .settings());
    site = Registry.site(number);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(Object.class, String.class);
    MethodHandle call = lookup.findStatic(DeferredCallTest.class, "call", type);
    MethodType withLast = type.appendParameterTypes(Object.class);
    begin = DeferralLinker.begin(lookup, "call", withLast, call, number).getTarget();
    await =
        DeferralLinker.await(
                lookup, "await", MethodType.methodType(Object.class, Object.class), call, number)
            .getTarget();
    MethodHandle fails = lookup.findStatic(DeferredCallTest.class, "fail", type);
    pure = DeferralLinker.pure(lookup, "fail", withLast, fails, number).getTarget();
    CALLS.clear();
  }

  private static Object call(String name) throws Throwable {
    Call call = of(name);
    call.begun.complete(Thread.currentThread());
    try {
      return call.result.get();
    } catch (ExecutionException failed) {
      throw failed.getCause();
    }
  }

  private static Object fail(String text) {
    throw new IllegalArgumentException(text);
  }

  private static Call of(String name) {
    return CALLS.computeIfAbsent(name, ignored -> new Call());
  }

  private Object begin(String name, Object before) {
    try {
      return (Object) begin.invokeExact(name, before);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  private Object await(Object pending) {
    try {
      return (Object) await.invokeExact(pending);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  /** A handler that reads two things; how the woven code of one method would do it. */
  private void read() {
    Object first = begin("a", null);
    Object second = begin("b", first);
    try {
      loop.log(await(first) + " " + await(second));
    } catch (Throwable failed) {
      loop.log(String.valueOf(failed.getMessage()));
    }
  }

  private void assertCounts(long suspended, long ahead) {
    assertEquals(suspended + ahead, site.calls(), "each call counts once");
    assertEquals(suspended, site.suspensions());
    assertEquals(ahead, site.ahead());
  }

  @Test
  void bothCallsRunWhileTheHandlerIsSuspendedForTheFirst() throws Exception {
    loop.event("lane", this::read);
    of("a").begun.get();
    of("b").begun.get();
    loop.event("other lane", () -> loop.log("meanwhile"));
    of("b").result.complete("B");
    of("a").result.complete("A");
    loop.awaitLog("meanwhile", "A B");
    assertEquals(2, site.calls());
  }

  @Test
  void aCallThatHasEndedSuspendsNobody() throws Exception {
    of("a").result.complete("A");
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          waitUntilEnded(first);
          loop.log(String.valueOf(await(first)));
          loop.log("in the same go");
        });
    loop.awaitLog("A", "in the same go");
    assertCounts(0, 1);
  }

  private static void waitUntilEnded(Object pending) {
    while (!((BegunCall) pending).hasEnded()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theFirstFailureInOrderIsThrownWhicheverEndsFirst() throws Exception {
    loop.event("lane", this::read);
    of("b").result.completeExceptionally(new IllegalStateException("B fails"));
    of("b").begun.get();
    of("a").result.completeExceptionally(new IllegalStateException("A fails"));
    loop.awaitLog("A fails");
  }

  @Test
  void whatComesOfACallAfterTheOneThatFailedIsClosed() throws Exception {
    Resource late = new Resource();
    loop.event("lane", this::read);
    of("a").begun.get();
    of("b").begun.get();
    of("a").result.completeExceptionally(new IllegalStateException("A fails"));
    loop.awaitLog("A fails");
    of("b").result.complete(late);
    late.closed.get();
    assertCounts(1, 1);
  }

  @Test
  void whatHasComeAlreadyIsClosedToo() throws Exception {
    Resource early = new Resource();
    of("b").result.complete(early);
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          Object second = begin("b", first);
          waitUntilEnded(second);
          try {
            loop.log(String.valueOf(await(first)));
          } catch (IllegalStateException failed) {
            loop.log(failed.getMessage());
          }
        });
    of("a").result.completeExceptionally(new IllegalStateException("A fails"));
    loop.awaitLog("A fails");
    early.closed.get();
  }

  @Test
  void aPureCallThatFailsLetsTheCallsBeforeItFailFirst() throws Exception {
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          try {
            pure.invoke("pure", first);
          } catch (Throwable failed) {
            loop.log(failed.getMessage());
          }
        });
    of("a").begun.get();
    of("a").result.completeExceptionally(new IllegalStateException("A fails"));
    loop.awaitLog("A fails");
  }

  @Test
  void aPureCallThatFailsAfterCallsThatDidNotThrowsItsOwn() throws Exception {
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          try {
            pure.invoke("pure", first);
          } catch (Throwable failed) {
            loop.log(failed.getMessage());
          }
        });
    of("a").result.complete("A");
    loop.awaitLog("pure");
  }

  @Test
  void aHandlerThatIsCancelledLeavesNothingBehind() throws Exception {
    Resource first = new Resource();
    Resource second = new Resource();
    loop.event("lane", this::read);
    of("a").begun.get();
    of("b").begun.get();
    loop.closing("lane", () -> loop.log("closed"));
    of("a").result.complete(first);
    of("b").result.complete(second);
    first.closed.get();
    second.closed.get();
    assertCounts(1, 1);
  }

  @Test
  void aCallOffTheLoopRunsWhereItStands() {
    of("a").result.complete("A");
    Object pending = begin("a", null);
    assertSame(Thread.currentThread(), of("a").begun.join());
    assertEquals("A", await(pending));
    assertEquals(1, site.direct(DirectReason.OFF_LOOP));
  }

  @Test
  void aCallOffTheLoopThatFailsIsTheLastOne() {
    of("a").result.completeExceptionally(new IllegalStateException("A fails"));
    assertThrows(IllegalStateException.class, () -> begin("a", null));
    of("b").result.complete("B");
    Object returned = begin("b", null);
    assertThrows(IllegalStateException.class, () -> begin("a", returned));
  }

  @Test
  void anInterruptGoesToTheFirstCallAlone() throws Exception {
    loop.event(
        "lane",
        () -> {
          Thread.currentThread().interrupt();
          Object first = begin("a", null);
          Object second = begin("b", first);
          loop.log(first.getClass().getSimpleName() + " " + second.getClass().getSimpleName());
          try {
            await(first);
          } catch (Throwable interrupted) {
            loop.log(interrupted.getClass().getSimpleName());
          }
        });
    loop.awaitLog("LateCall LateCall", "InterruptedException");
  }

  @Test
  void manyCallsEndBeforeWhileAndAfterTheirHandlerIsSuspended() throws Exception {
    int rounds = 2_000;
    for (int round = 0; round < rounds; round++) {
      Call a = of("a" + round);
      int delay = round % 400;
      String name = "a" + round;
      loop.event("lane" + round, () -> loop.log(await(begin(name, null)).toString()));
      for (int spin = 0; spin < delay; spin++) {
        Thread.onSpinWait();
      }
      a.result.complete("x");
    }
    String[] expected = new String[rounds];
    Arrays.fill(expected, "x");
    loop.awaitLog(expected);
    assertEquals(rounds, site.calls());
  }

  /** Lets the loop have so many calls under way, for so many workers. */
  private void limit(int threads, int perLoop) {
    PoolSettings now = Pools.get(site.settings().executor()).settings();
    Pools.get(now.name())
        .change(
            new PoolSettings(
                now.name(),
                threads,
                100,
                now.keepAliveNanos(),
                perLoop,
                5,
                "begun-",
                false,
                false));
  }

  private Object beginWhenThereIsAPlace(String name) {
    Object begun;
    do {
      begun = begin(name, null);
    } while (!(begun instanceof BegunCall));
    return begun;
  }

  @Test
  void aCallThatItsLoopHasNoPlaceForIsDispatchedAtTheAwait() throws Exception {
    limit(4, 1);
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          Object second = begin("b", first);
          loop.log(first.getClass().getSimpleName() + " " + second.getClass().getSimpleName());
          loop.log(await(first) + " " + await(second));
        });
    of("a").begun.get();
    loop.onLoop(() -> loop.log("b has begun: " + of("b").begun.isDone()));
    of("a").result.complete("A");
    of("b").result.complete("B");
    loop.awaitLog("BegunCall LateCall", "b has begun: false", "A B");
    assertCounts(2, 0);
  }

  @Test
  void anOrdinaryCallWaitsForThePlaceOfOneThatWasBegunAhead() throws Exception {
    limit(4, 1);
    loop.event("lane", () -> loop.log("first " + await(begin("a", null))));
    of("a").begun.get();
    loop.event("other lane", () -> loop.log("second " + await(begin("b", null))));
    assertEquals(1, Pools.get(site.settings().executor()).state().loopWaits());
    of("a").result.complete("A");
    of("b").begun.get();
    of("b").result.complete("B");
    loop.awaitLog("first A", "second B");
  }

  @Test
  void thePlaceIsFreeWhenTheWorkerHasEndedNotWhenSomebodyAsksForTheResult() throws Exception {
    limit(4, 1);
    of("a").result.complete("A");
    of("b").result.complete("B");
    loop.event(
        "lane",
        () -> {
          Object first = begin("a", null);
          Object second = beginWhenThereIsAPlace("b");
          loop.log(await(first) + " " + await(second));
        });
    loop.awaitLog("A B");
  }

  @Test
  void callsThatNobodyWantsAndNoWorkerHasBegunGiveTheirPlacesBack() throws Exception {
    limit(1, 3);
    loop.event("other lane", () -> loop.log(await(begin("only worker", null)).toString()));
    of("only worker").begun.get();
    loop.event("lane", this::read);
    loop.closing("lane", () -> loop.log("closed"));
    String cancelled = "[aos] closed while its handler waited for " + site.settings().callAtPlace();
    loop.awaitLog(cancelled, "closed");
    of("only worker").result.complete("worker is free");
    loop.awaitLog(cancelled, "closed", "worker is free");
    loop.event("third lane", this::beginThree);
    loop.awaitLog(cancelled, "closed", "worker is free", "C", "D", "E");
    assertFalse(of("a").begun.isDone() || of("b").begun.isDone());
  }

  private void beginThree() {
    List<Object> begun = new ArrayList<>();
    for (String name : List.of("C", "D", "E")) {
      of(name).result.complete(name);
      begun.add(beginWhenThereIsAPlace(name));
    }
    begun.forEach(one -> loop.log(await(one).toString()));
  }
}
