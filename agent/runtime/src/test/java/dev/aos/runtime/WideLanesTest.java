package dev.aos.runtime;

import dev.aos.runtime.SiteSettings.LaneWidth;
import dev.aos.runtime.TestLoop.Body;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code lane: handler}, {@code lane: loop} and {@code on-close: cancel}, on a hand-made loop. */
@Timeout(60)
class WideLanesTest extends WithSuspension {

  @Test
  void aLaneOfTheWholeLoopLetsNoOtherHandlerIn() throws Exception {
    try (TestLoop loop = new TestLoop(LaneWidth.LOOP, false)) {
      loop.event("a", () -> loop.log("a got " + loop.blockingCall("a")));
      loop.awaitCall("a");
      loop.event("b", () -> loop.log("b got " + loop.blockingCall("b")));
      loop.event("c", () -> loop.log("c"));
      loop.onLoop(() -> loop.log("the loop lives"));
      loop.complete("a");
      loop.awaitCall("b");
      loop.awaitLog("the loop lives", "a got a");
      loop.complete("b");
      loop.awaitLog("the loop lives", "a got a", "b got b", "c");
    }
  }

  @Test
  void aLaneOfTheWholeLoopIsHeldOverEveryAwaitOfItsHandler() throws Exception {
    try (TestLoop loop = new TestLoop(LaneWidth.LOOP, false)) {
      loop.event(
          "a",
          () -> {
            loop.log("a got " + loop.blockingCall("1"));
            loop.log("a got " + loop.blockingCall("2"));
          });
      loop.awaitCall("1");
      loop.event("b", () -> loop.log("b"));
      loop.complete("1");
      loop.awaitCall("2");
      loop.complete("2");
      loop.awaitLog("a got 1", "a got 2", "b");
    }
  }

  @Test
  void aHandlerThatTheRunningOneEntersIsPartOfIt() throws Exception {
    try (TestLoop loop = new TestLoop(LaneWidth.LOOP, false)) {
      loop.event(
          "a",
          () -> {
            loop.blockingCall("a");
            loop.enter("b", () -> loop.log("b at once"));
            loop.log("a");
          });
      loop.awaitCall("a");
      loop.complete("a");
      loop.awaitLog("b at once", "a");
    }
  }

  @Test
  void aLaneOfAHandlerLetsOtherHandlersIn() throws Exception {
    Object shared = new Object();
    try (TestLoop loop = new TestLoop(LaneWidth.HANDLER, false)) {
      Body first = () -> loop.log("first got " + loop.blockingCall("first"));
      Body second = () -> loop.log("second");
      loop.event("a", first.of(shared));
      loop.awaitCall("first");
      loop.event("b", second.of(shared));
      loop.event("c", () -> loop.log("another handler"));
      loop.awaitLog("another handler");
      loop.complete("first");
      loop.awaitLog("another handler", "first got first", "second");
    }
  }

  @Test
  void theTurnsOfOneHandlerAreInOrder() throws Exception {
    Object shared = new Object();
    try (TestLoop loop = new TestLoop(LaneWidth.HANDLER, false)) {
      Body first = () -> loop.log("first got " + loop.blockingCall("first"));
      loop.event("a", first.of(shared));
      loop.awaitCall("first");
      for (String lane : new String[] {"b", "c", "d"}) {
        Body other =
            () -> {
              loop.log(lane + " begins");
              loop.log(lane + " got " + loop.blockingCall(lane));
            };
        loop.event(lane, other.of(shared));
        loop.complete(lane);
      }
      loop.complete("first");
      loop.awaitLog(
          "first got first", "b begins", "b got b", "c begins", "c got c", "d begins", "d got d");
    }
  }

  @Test
  void aHandlerWhoseSourceEndsIsCancelledIfTheRulesSaySo() throws Exception {
    try (TestLoop loop = new TestLoop(LaneWidth.CHANNEL, true)) {
      loop.event(
          "a",
          () -> {
            try {
              loop.log("got " + loop.blockingCall("a"));
            } catch (CancellationException cancelled) {
              loop.log("cancelled");
            } finally {
              loop.log("finally");
            }
          });
      loop.awaitCall("a");
      loop.closing("a", () -> loop.log("closed"));
      loop.awaitLog("cancelled", "finally", "closed");
      // The call ends later, and nobody waits for it any more.
      loop.complete("a");
      loop.event("a", () -> loop.log("got " + loop.blockingCall("next")));
      loop.awaitCall("next");
      loop.complete("next");
      loop.awaitLog("cancelled", "finally", "closed", "got next");
    }
  }

  @Test
  void aHandlerWhoseSourceEndsGoesOnIfTheRulesDoNotSay() throws Exception {
    try (TestLoop loop = new TestLoop()) {
      loop.event("a", () -> loop.log("got " + loop.blockingCall("a")));
      loop.awaitCall("a");
      loop.closing("a", () -> loop.log("closed"));
      loop.complete("a");
      loop.awaitLog("got a", "closed");
    }
  }
}
