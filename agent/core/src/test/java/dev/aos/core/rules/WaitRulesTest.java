package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.runtime.WaitSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules say of calls that only wait. */
class WaitRulesTest {

  private final RuleSet rules = Fixtures.rules(Fixtures.path("good/waits.yaml"));

  private List<WaitSettings> waits(int rule) {
    return rules.offload().get(rule).policy().waits();
  }

  @Test
  void theTimeAloneMayEndThem() {
    assertEquals(
        List.of(new WaitSettings(List.of(), new WaitSettings.Elapse(), 0, true)), waits(0));
  }

  @Test
  void receiversOfSeveralKindsHaveWaitsOfTheirOwn() {
    List<WaitSettings> waits = waits(1);
    assertEquals(2, waits.size());
    assertEquals(List.of("com.acme.Told"), waits.get(0).when());
    assertEquals(1, waits.get(0).timeout());
    WaitSettings.Subscribe told =
        assertInstanceOf(WaitSettings.Subscribe.class, waits.get(0).means());
    assertEquals("this.isDone()", told.state().path().toString());
    assertTrue(told.state().over());
    assertEquals("this.on(it)", told.subscribe().toString());
    assertEquals("this.off(it)", told.unsubscribe().orElseThrow().toString());
    assertEquals(List.of("com.acme.Asked", "com.acme.Open"), waits.get(1).when());
    WaitSettings.Dispatch asked =
        assertInstanceOf(WaitSettings.Dispatch.class, waits.get(1).means());
    assertFalse(asked.state().over());
    assertTrue(rules.offload().get(1).obtains());
  }

  @Test
  void aStageMayDoTheWorkInstead() {
    WaitSettings wait = waits(2).get(0);
    assertFalse(wait.interruptible());
    WaitSettings.Instead instead = assertInstanceOf(WaitSettings.Instead.class, wait.means());
    assertEquals("this.fetchAsync(arg0)", instead.stage().toString());
    assertEquals("java.util.Optional.of(it)", instead.result().orElseThrow().toString());
    WaitSettings.Failure failure = instead.failure();
    assertEquals(Optional.empty(), failure.error());
    assertEquals(List.of("java.io.IOException", "com.acme.Broken"), failure.wrap());
    assertEquals(List.of("com.acme.Late"), failure.copy());
    assertEquals("while fetching", failure.suppressed());
    assertEquals("com.acme.Late.after(arg1)", failure.expired().orElseThrow().toString());
    WaitSettings.Instead raw =
        assertInstanceOf(WaitSettings.Instead.class, waits(3).get(0).means());
    assertEquals("it", raw.failure().error().orElseThrow().toString());
  }

  @Test
  void otherRulesHaveNone() {
    RuleSet others = Fixtures.rules(Fixtures.path("good/every-supported-key.yaml"));
    assertTrue(others.offload().stream().allMatch(rule -> rule.policy().waits().isEmpty()));
  }

  @Test
  void thePacksSayForEveryWaitHowItEndsOrThatItObtains() {
    for (String pack : BundledFiles.PACKS) {
      if (pack.endsWith("/waits")) {
        for (RuleDraft rule : BundledFiles.pack(pack)) {
          boolean obtains = rule.settings().obtains().orElse(false);
          assertTrue(obtains || !rule.waits().isEmpty(), rule.text());
        }
      }
    }
  }
}
