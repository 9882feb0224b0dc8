package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What two versions of a class declare and call. */
class CallsTest {

  private static final Calls RUNNING = Calls.of(List.of("m()V", "n()V"), Set.of("run()V"));
  private static final Calls CALLING = Calls.of(List.of("m()V"), Set.of("run()V", "call()V"));

  @Test
  void aVersionThatSaysNothingNewAddsNothing() {
    Calls often = RUNNING;
    for (int times = 0; times < 2; times++) {
      often = often.or(RUNNING).or(often);
    }
    assertEquals(RUNNING.toString(), often.toString());
  }

  @Test
  void bothVersionsSayWhatEitherSays() {
    Calls both = Calls.of(Set.of("m()V", "n()V"), Set.of("run()V", "call()V"));
    assertEquals(both.toString(), RUNNING.or(CALLING).toString());
    assertEquals(both.toString(), CALLING.or(RUNNING).toString());
  }

  @Test
  void aMethodThatIsNamedTwiceIsOne() {
    Calls twice = Calls.of(List.of("m()V", "n()V", "m()V"), List.of("run()V", "run()V"));
    assertEquals(RUNNING.toString(), twice.toString());
  }

  @Test
  void whatOneVersionCallsBothMayReach() {
    Calls other = Calls.of(List.of("call()V"), Set.of());
    assertFalse(RUNNING.mayReach(other));
    assertTrue(CALLING.mayReach(other));
    assertTrue(RUNNING.or(CALLING).mayReach(other));
    assertTrue(RUNNING.or(Calls.ofAnything(List.of())).mayReach(other));
  }
}
