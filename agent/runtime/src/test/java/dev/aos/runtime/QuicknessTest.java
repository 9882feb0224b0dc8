package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a site's calls run on the loop. */
class QuicknessTest {

  private static final long LIMIT = 50_000;
  private static final long QUICK = LIMIT;
  private static final long OVER = LIMIT + 1;
  private static final long SLOW = Quickness.SLOW * LIMIT + 1;
  private static final long SECOND = 1_000_000_000;

  private final Quickness quickness = new Quickness(LIMIT);
  private long now = 5 * SECOND;

  private void onWorker(int calls, long nanos) {
    for (int i = 0; i < calls; i++) {
      quickness.ranOnWorker(nanos, now);
    }
  }

  private void onLoop(int calls, long nanos) {
    for (int i = 0; i < calls; i++) {
      quickness.ranOnLoop(nanos, now);
    }
  }

  private void becomeQuick() {
    onWorker(Quickness.WINDOW, QUICK);
    assertTrue(quickness.isQuick());
  }

  @Test
  void aSiteBeginsOnItsExecutor() {
    assertFalse(quickness.isQuick());
    onWorker(Quickness.WINDOW - 1, QUICK);
    assertFalse(quickness.isQuick());
  }

  @Test
  void aHundredQuickCallsMoveItOntoTheLoop() {
    onWorker(Quickness.WINDOW, QUICK);
    assertTrue(quickness.isQuick());
  }

  @Test
  void oneOfAHundredMayBeOverTheLimit() {
    onWorker(1, OVER);
    onWorker(Quickness.WINDOW - 1, QUICK);
    assertTrue(quickness.isQuick());
  }

  @Test
  void twoOfAHundredOverTheLimitKeepItOff() {
    onWorker(2, OVER);
    onWorker(Quickness.WINDOW - 2, QUICK);
    assertFalse(quickness.isQuick());
    onWorker(Quickness.WINDOW, QUICK);
    assertTrue(quickness.isQuick());
  }

  @Test
  void oneSlowCallOfAHundredKeepsItOff() {
    onWorker(1, SLOW);
    onWorker(Quickness.WINDOW - 1, QUICK);
    assertFalse(quickness.isQuick());
  }

  @Test
  void theFirstSlowCallMovesItOff() {
    becomeQuick();
    onLoop(1, SLOW);
    assertFalse(quickness.isQuick());
    assertEquals(1, quickness.movesOff());
    assertEquals(SLOW, quickness.longestNanos());
  }

  @Test
  void theSecondOfAHundredOverTheLimitMovesItOff() {
    becomeQuick();
    onLoop(1, OVER);
    onLoop(Quickness.WINDOW - 2, QUICK);
    assertTrue(quickness.isQuick());
    onLoop(1, OVER);
    assertFalse(quickness.isQuick());
  }

  @Test
  void oneOfEveryHundredOverTheLimitLeavesItThere() {
    becomeQuick();
    for (int i = 0; i < 50; i++) {
      onLoop(1, OVER);
      onLoop(Quickness.WINDOW - 1, QUICK);
    }
    assertTrue(quickness.isQuick());
  }

  @Test
  void itStaysOffForASecondAndLongerAfterEachRelapse() {
    becomeQuick();
    long penalty = Quickness.FIRST_PENALTY_NANOS;
    for (int relapse = 0; relapse < 4; relapse++) {
      onLoop(1, SLOW);
      now += penalty - 1;
      onWorker(2 * Quickness.WINDOW, QUICK);
      assertFalse(quickness.isQuick(), "after " + relapse + " relapses");
      now += 1;
      becomeQuick();
      penalty *= 2;
    }
  }

  @Test
  void whoWasQuickForLongBeginsAnew() {
    becomeQuick();
    onLoop(1, SLOW);
    now += SECOND;
    becomeQuick();
    now += 10 * SECOND;
    onLoop(1, SLOW);
    now += SECOND;
    becomeQuick();
  }

  @Test
  void aCallThatWasDispatchedBeforeMovesNothing() {
    becomeQuick();
    onWorker(Quickness.WINDOW, SLOW);
    assertTrue(quickness.isQuick());
    assertEquals(0, quickness.movesOff());
  }
}
