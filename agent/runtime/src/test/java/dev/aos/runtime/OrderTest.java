package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of several lanes of one loop that meet in one object. */
@Timeout(20)
class OrderTest extends OrderScene {

  private Sequences sequences() throws Exception {
    Sequences[] found = new Sequences[1];
    loop.onLoop(() -> found[0] = Loop.current().sequences());
    return found[0];
  }

  private boolean idle() throws Exception {
    boolean[] empty = new boolean[1];
    Sequences sequences = sequences();
    loop.onLoop(() -> empty[0] = sequences.isEmpty());
    return empty[0];
  }

  @Test
  void callsOnOneReceiverRunOneAfterTheOtherInOrder() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    List<String> names = List.of("1", "2", "3", "4", "5", "6");
    for (String name : names) {
      call(site, receiver, name);
    }
    for (int i = 0; i < names.size(); i++) {
      assertEquals(names.subList(0, i + 1), receiver.awaitBegun(i + 1));
      receiver.letEnd(names.get(i));
    }
    loop.awaitLog(names);
    assertEquals(1, receiver.most());
    assertEquals(names.size(), site.site().suspensions());
    assertTrue(idle());
  }

  @Test
  void theNextCallDoesNotWaitForTheLoop() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    call(site, receiver, "1");
    call(site, receiver, "2");
    receiver.awaitBegun(1);
    loop.onLoop(
        () -> {
          receiver.letEnd("1");
          try {
            assertEquals(List.of("1", "2"), receiver.awaitBegun(2));
          } catch (InterruptedException stop) {
            throw new AssertionError(stop);
          }
          loop.log("loop");
        });
    receiver.letEnd("2");
    loop.awaitLog("loop", "1", "2");
  }

  @Test
  void callsOnSeveralReceiversRunAtOnce() throws Exception {
    TestReceiver.Site site = stateful();
    List<TestReceiver> receivers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      receivers.add(new TestReceiver());
      call(site, receivers.get(i), "a" + i);
      call(site, receivers.get(i), "b" + i);
    }
    for (int i = 0; i < 8; i++) {
      assertEquals(List.of("a" + i), receivers.get(i).awaitBegun(1));
    }
    for (int i = 0; i < 8; i++) {
      receivers.get(i).letEnd("a" + i, "b" + i);
      assertEquals(List.of("a" + i, "b" + i), receivers.get(i).awaitBegun(2));
    }
  }

  @Test
  void aCallThatFailsLetsTheNextOneBegin() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    call(site, receiver, "fail 1");
    call(site, receiver, "fail 2");
    call(site, receiver, "3");
    receiver.letEnd("fail 1", "fail 2", "3");
    loop.awaitLog("error fail 1", "error fail 2", "3");
    assertTrue(idle());
  }

  @Test
  void oneWorkerIsEnough() throws Exception {
    TestReceiver.Site site =
        TestReceiver.Site.of(OrderSettings.Kind.STATEFUL_RECEIVER, "aos.yaml:1:1", 1);
    TestReceiver one = new TestReceiver();
    TestReceiver other = new TestReceiver();
    call(site, one, "1");
    call(site, one, "2");
    call(site, other, "3");
    one.letEnd("1", "2");
    other.letEnd("3");
    // The call that waited for its receiver comes behind what came to the pool meanwhile.
    loop.awaitLog("1", "3", "2");
  }

  @Test
  void aThreadSafeReceiverStaysParallel() throws Exception {
    ReceiverTypes.set(
        new ReceiverTypes(name -> name.equals(TestReceiver.class.getName()), Map.of()));
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver() {};
    call(site, receiver, "1");
    call(site, receiver, "2");
    receiver.awaitBegun(2);
    assertTrue(idle());
    receiver.letEnd("1", "2");
  }

  @Test
  void aRuleThatSaysReceiverIsObeyedForThreadSafeOnesToo() throws Exception {
    ReceiverTypes.set(new ReceiverTypes(name -> true, Map.of()));
    TestReceiver.Site site = TestReceiver.Site.of(OrderSettings.Kind.RECEIVER, "aos.yaml:1:1");
    inOrder(site, new TestReceiver(), site, new TestReceiver(), false);
    TestReceiver one = new TestReceiver();
    inOrder(site, one, site, one, true);
  }

  @Test
  void withoutOrderCallsOverlap() throws Exception {
    TestReceiver.Site site = TestReceiver.Site.of(OrderSettings.Kind.NONE, "aos.yaml:1:1");
    TestReceiver receiver = new TestReceiver();
    inOrder(site, receiver, site, receiver, false);
  }

  @Test
  void aRuleCanBeOneSequence() throws Exception {
    TestReceiver.Site site = TestReceiver.Site.of(OrderSettings.Kind.RULE, "aos.yaml:2:1");
    TestReceiver.Site same = TestReceiver.Site.of(OrderSettings.Kind.RULE, "aos.yaml:2:1");
    TestReceiver.Site other = TestReceiver.Site.of(OrderSettings.Kind.RULE, "aos.yaml:3:1");
    inOrder(site, new TestReceiver(), same, new TestReceiver(), true);
    inOrder(site, new TestReceiver(), other, new TestReceiver(), false);
  }

  /** Whether the second of two calls begins only when the first one has ended. */
  private void inOrder(
      TestReceiver.Site firstSite,
      TestReceiver first,
      TestReceiver.Site secondSite,
      TestReceiver second,
      boolean expected)
      throws Exception {
    call(firstSite, first, "first");
    first.awaitBegun(1);
    call(secondSite, second, "second");
    if (expected) {
      // Came to the pool after the second call would have, and has begun.
      TestReceiver bystander = new TestReceiver();
      call(secondSite.unordered(), bystander, "bystander");
      bystander.awaitBegun(1);
      bystander.letEnd("bystander");
      assertFalse(second.begun().contains("second"));
    } else {
      second.awaitBegun(first == second ? 2 : 1);
    }
    first.letEnd("first");
    second.letEnd("second");
    while (!idle()) {
      LockSupport.parkNanos(100_000);
    }
    assertTrue(second.begun().contains("second"));
  }

  @Test
  void handlesShareTheOrderOfWhatTheyBelongTo() throws Exception {
    ReceiverTypes.set(
        new ReceiverTypes(
            name -> false,
            Map.of(
                Handle.class.getName(),
                new Path(
                    "this.owner()", new Path.This(), List.of(new Path.Call("owner", List.of()))))));
    TestReceiver.Site site = stateful();
    Object owner = new Object();
    TestReceiver one = new Handle.Of(owner);
    TestReceiver two = new Handle.Of(new Handle.Of(owner));
    inOrder(site, one, site, two, true);
    inOrder(site, new Handle.Of(owner), site, new Handle.Of(new Object()), false);
    // One that won't tell is on its own.
    inOrder(site, new Handle.Of(null), site, new Handle.Of(null), false);
  }

  /** Something that belongs to something. */
  public interface Handle {

    /** To what. */
    Object owner();

    /** One that can be used. */
    final class Of extends TestReceiver implements Handle {
      private final Object owner;

      Of(Object owner) {
        this.owner = owner;
      }

      @Override
      public Object owner() {
        if (owner == null) {
          throw new IllegalStateException("closed");
        }
        return owner;
      }
    }
  }

  @Test
  void nothingRefersToAnIdleReceiver() throws Exception {
    TestReceiver.Site site = stateful();
    List<WeakReference<TestReceiver>> idle = new ArrayList<>();
    List<String> log = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      TestReceiver receiver = new TestReceiver();
      idle.add(new WeakReference<>(receiver));
      call(site, receiver, "a" + i);
      call(site, receiver, "b" + i);
      receiver.letEnd("a" + i, "b" + i);
      log.addAll(List.of("a" + i, "b" + i));
      // Calls on different receivers have no order.
      loop.awaitLog(log);
    }
    for (WeakReference<TestReceiver> reference : idle) {
      while (reference.get() != null) {
        System.gc();
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void aHandlerThatGoesOnBeforeItsCallHasEndedLetsNobodyElseIn() throws Exception {
    TestReceiver.Site site = stateful();
    TestReceiver receiver = new TestReceiver();
    call(site, receiver, "1");
    receiver.awaitBegun(1);
    Sequences sequences = sequences();
    loop.onLoop(() -> sequences.underWay(receiver).leave());
    call(site, receiver, "2");
    receiver.letEnd("1", "2");
    loop.awaitLog("1", "2");
    assertEquals(1, receiver.most());

    TestReceiver given = new TestReceiver();
    SiteOrder order = new SiteOrder(site.site());
    OffloadedCall never =
        new OffloadedCall(site.site().linked(), null, new Object[0], pool(site), null);
    Turn turn = new Turn(order, sequences, given, never);
    loop.onLoop(
        () -> {
          never.claim();
          turn.begin();
          turn.leave();
        });
    assertFalse(idle());
    turn.callEnded();
    // The loop sees it when the next call comes.
    call(site, receiver, "3");
    receiver.letEnd("3");
    loop.awaitLog("1", "2", "3");
    assertTrue(idle());
  }

  private static WorkerPool pool(TestReceiver.Site site) {
    return Pools.get(site.site().settings().executor());
  }
}
