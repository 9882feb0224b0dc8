package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.runtime.EntrySettings.Trait;
import dev.aos.runtime.SiteSettings.LaneWidth;
import dev.aos.runtime.TestLoop.Body;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exclusive methods: what takes the place of a monitor under which handlers are suspended. */
@Timeout(60)
class ExclusionTest extends WithSuspension {

  /** An object with an exclusive method, as weaving makes it of a synchronized one. */
  private static final class Monitored {

    private static final MethodType OF_OBJECT = MethodType.methodType(void.class, Object.class);
    private static final MethodHandle GUARD = callSite("run", guardType());
    private static final MethodHandle BLOCK_START = callSite("enterMonitor", OF_OBJECT);
    private static final MethodHandle BLOCK_END = callSite("exitMonitor", OF_OBJECT);

    private int inside;
    private int entered;

    void run(Body body) throws Exception {
      try {
        if ((boolean) GUARD.invokeExact(this, body)) {
          return;
        }
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
      body.run();
    }

    /** What weaving makes of {@code synchronized (this) { body.run(); }}. */
    void runInside(Body body) throws Exception {
      try {
        BLOCK_START.invokeExact((Object) this);
        try {
          body.run();
        } finally {
          BLOCK_END.invokeExact((Object) this);
        }
      } catch (Throwable thrown) {
        throw Sneaky.rethrow(thrown);
      }
    }

    /** Fails if somebody else is inside at the same time. */
    void runAlone(Body body) throws Exception {
      run(
          () -> {
            assertEquals(0, inside++);
            body.run();
            entered++;
            inside--;
          });
    }

    private static MethodType guardType() {
      return MethodType.methodType(boolean.class, Monitored.class, Body.class);
    }

    private static MethodHandle callSite(String name, MethodType callType) {
      try {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType type = MethodType.methodType(void.class, Body.class);
        MethodHandle self = lookup.findVirtual(Monitored.class, "run", type);
        Path path = new Path("this", new Path.This(), List.of());
        int number =
            Registry.add(
                new EntrySettings(
                    "test",
                    "Monitored",
                    "run",
                    path,
                    new Resume.AtResumePoint(),
                    Optional.empty(),
                    Set.of(),
                    SourcePaths.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(Trait.EXCLUSIVE)));
        return Linker.entry(lookup, name, callType, self, number).getTarget();
      } catch (ReflectiveOperationException impossible) {
        throw new ExceptionInInitializerError(impossible);
      }
    }
  }

  private final Monitored shared = new Monitored();

  @Test
  void whoComesMeanwhileWaitsForTheSuspendedOneAndTheLoopDoesNot() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> shared.run(() -> loop.log("a got " + loop.blockingCall("a"))));
      loop.awaitCall("a");
      loop.event("b", () -> shared.run(() -> loop.log("b")));
      loop.event("c", () -> shared.run(() -> loop.log("c")));
      loop.event("d", () -> new Monitored().run(() -> loop.log("another object")));
      loop.complete("a");
      loop.awaitLog("another object", "a got a", "b", "c");
    }
  }

  @Test
  void anotherThreadWaitsAsBeforeAMonitor() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> shared.run(() -> loop.log("a got " + loop.blockingCall("a"))));
      loop.awaitCall("a");
      Thread thread = thread(() -> shared.run(() -> loop.log("thread")));
      awaitParked(thread);
      loop.complete("a");
      loop.awaitLog("a got a", "thread");
      thread.join();
    }
  }

  @Test
  void aHandlerWaitsSuspendedForAThread() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (TestLoop loop = new TestLoop()) {
      Thread thread =
          thread(
              () ->
                  shared.run(
                      () -> {
                        inside.countDown();
                        leave.await();
                        loop.log("thread");
                      }));
      inside.await();
      loop.event("a", () -> shared.run(() -> loop.log("a")));
      loop.onLoop(() -> loop.log("the loop lives"));
      leave.countDown();
      loop.awaitLog("the loop lives", "thread", "a");
      thread.join();
    }
  }

  @Test
  void aHandlerThatCantBeSuspendedWaitsAsAThreadDoes() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (TestLoop loop = new TestLoop()) {
      Thread loopThread = loop.thread();
      Thread thread =
          thread(
              () ->
                  shared.run(
                      () -> {
                        inside.countDown();
                        leave.await();
                        loop.log("thread");
                      }));
      inside.await();
      Thread event =
          thread(
              () ->
                  loop.event(
                      "a",
                      () -> {
                        synchronized (loop) {
                          shared.run(() -> loop.log("a"));
                        }
                      }));
      awaitParked(loopThread);
      leave.countDown();
      loop.awaitLog("thread", "a");
      event.join();
      shared.run(() -> loop.log("another one"));
      loop.awaitLog("thread", "a", "another one");
      thread.join();
    }
  }

  @Test
  void whoIsInsideMayEnterAgainAlsoAfterASuspension() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.completeAtOnce();
      loop.event(
          "a",
          () ->
              shared.run(
                  () -> {
                    shared.run(() -> loop.log("inner got " + loop.blockingCall("1")));
                    shared.run(() -> loop.log("inner got " + loop.blockingCall("2")));
                  }));
      loop.awaitLog("inner got 1", "inner got 2");
      loop.event("b", () -> shared.run(() -> loop.log("b")));
      loop.awaitLog("inner got 1", "inner got 2", "b");
    }
  }

  @Test
  void aBlockAndAMethodExcludeEachOther() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> shared.runInside(() -> loop.log("a got " + loop.blockingCall("a"))));
      loop.awaitCall("a");
      loop.event("b", () -> shared.run(() -> loop.log("b got " + loop.blockingCall("b"))));
      loop.complete("a");
      loop.awaitCall("b");
      loop.event("c", () -> shared.runInside(() -> loop.log("c")));
      loop.complete("b");
      loop.awaitLog("a got a", "b got b", "c");
    }
  }

  @Test
  void whoIsInsideMayEnterABlockAndLeaveIt() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event(
          "a",
          () ->
              shared.run(
                  () -> {
                    shared.runInside(() -> loop.log("a in the block"));
                    loop.log("a got " + loop.blockingCall("a"));
                  }));
      loop.awaitCall("a");
      loop.event("b", () -> shared.run(() -> loop.log("b")));
      loop.onLoop(() -> loop.log("the loop lives"));
      loop.complete("a");
      loop.awaitLog("a in the block", "the loop lives", "a got a", "b");
    }
  }

  @Test
  void aHandlerThatTheOwnerEntersIsNotLeftInsideWhenTheOwnerLeaves() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event(
          "a",
          () ->
              shared.run(
                  () ->
                      loop.enter(
                          "inner",
                          () ->
                              shared.runInside(() -> loop.log("got " + loop.blockingCall("in"))))));
      loop.awaitCall("in");
      loop.event("b", () -> shared.run(() -> loop.log("b got " + loop.blockingCall("b"))));
      loop.awaitCall("b");
      loop.complete("in");
      loop.awaitLog("got in");
      loop.onLoop(() -> {});
      loop.event("c", () -> shared.run(() -> loop.log("c")));
      loop.complete("b");
      loop.awaitLog("got in", "b got b", "c");
    }
  }

  @Test
  void anExceptionLetsTheNextOneIn() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> shared.run(() -> loop.log(loop.blockingCall("a"))));
      loop.awaitCall("a");
      loop.event("b", () -> shared.run(() -> loop.log("b")));
      loop.fail("a", new Exception("expected"));
      loop.awaitLog("error", "b");
      assertEquals("expected", loop.lastError().getMessage());
    }
  }

  @Test
  void ofTwoThatWouldWaitForEachOtherOneIsLetThrough() throws Exception {
    Monitored other = new Monitored();
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> shared.run(() -> inOther(loop, "a", other)));
      loop.event("b", () -> other.run(() -> inOther(loop, "b", shared)));
      loop.awaitCall("a");
      loop.awaitCall("b");
      loop.complete("a");
      loop.awaitLog("a goes on");
      loop.onLoop(() -> {});
      loop.complete("b");
      loop.awaitLog("a goes on", "b goes on", "b in both", "a in both");
    }
  }

  @Test
  void whoOwnsAGateAndWaitsForSomebodyBeforeItIsNotWaitedFor() throws Exception {
    Object handler = new Object();
    try (TestLoop loop = new TestLoop(LaneWidth.HANDLER, false)) {
      Body first =
          () -> {
            loop.log("a got " + loop.blockingCall("a"));
            shared.run(() -> loop.log("a inside"));
          };
      Body second = () -> loop.log("b in the handler of a");
      loop.event("a", first.of(handler));
      loop.awaitCall("a");
      loop.event(
          "b",
          () ->
              shared.run(
                  () -> {
                    loop.blockingCall("b");
                    loop.enter("b", second.of(handler));
                  }));
      loop.awaitCall("b");
      loop.complete("a");
      loop.awaitLog("a got a");
      loop.onLoop(() -> {});
      loop.complete("b");
      loop.awaitLog("a got a", "b in the handler of a", "a inside");
    }
  }

  private static void inOther(TestLoop loop, String name, Monitored other) throws Exception {
    loop.blockingCall(name);
    loop.log(name + " goes on");
    other.run(() -> loop.log(name + " in both"));
  }

  @Test
  void handlersOfTwoLoopsAndThreadsAreInsideOneByOne() throws Exception {
    int rounds = 300;
    List<Thread> threads = new ArrayList<>();
    try (TestLoop first = new TestLoop();
        TestLoop second = new TestLoop()) {
      for (TestLoop loop : List.of(first, second)) {
        loop.completeAtOnce();
        threads.add(
            thread(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    loop.event(
                        i,
                        () -> {
                          shared.runAlone(() -> loop.blockingCall("in"));
                          loop.log("done");
                        });
                  }
                }));
        threads.add(
            thread(
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    shared.runAlone(Thread::yield);
                    shared.runInside(() -> shared.runAlone(Thread::yield));
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (TestLoop loop : List.of(first, second)) {
        loop.awaitLog(Collections.nCopies(rounds, "done"));
      }
    }
    assertEquals(6 * rounds, shared.entered);
  }

  private static Thread thread(Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });
    thread.start();
    return thread;
  }

  private static void awaitParked(Thread thread) {
    while (!(LockSupport.getBlocker(thread) instanceof Exclusion)) {
      Thread.onSpinWait();
    }
  }
}
