package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.core.match.TestRules;
import dev.aos.core.rules.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleChangesTest {

  private static TestRules rules() {
    return TestRules.rules().eventLoop("com.acme.**");
  }

  private static List<String> obstacles(TestRules before, TestRules after) {
    return new RuleChanges(before.build(), after.build()).obstacles();
  }

  @Test
  void callsMayChange() {
    assertEquals(
        List.of(),
        obstacles(
            rules().offload("com.acme.A.a").entry("com.acme.Loop.in"),
            rules().offload("com.acme.B.b").keep("com.acme.A.a").entry("com.acme.Loop.in")));
  }

  @Test
  void aLoopThatIsInUseMayNotBeAnother() {
    List<String> obstacles =
        obstacles(rules().entry("com.acme.Loop.in"), rules().entry("com.acme.Loop.other"));
    assertEquals(1, obstacles.size());
    assertTrue(obstacles.get(0).contains("the loop test-loop is in use"), obstacles.get(0));
  }

  @Test
  void aLoopThatNobodyNamesAnyMoreStays() {
    RuleSet before = rules().entry("com.acme.Loop.in").build();
    RuleChanges changes = new RuleChanges(before, rules().build());
    assertEquals(List.of(), changes.obstacles());
    assertEquals(before.loops(), changes.toPutInForce().loops());
  }

  @Test
  void threadStateMayComeAndNotGo() {
    TestRules with = rules().threadLocal("com.acme.Tenant", "CURRENT");
    assertEquals(List.of(), obstacles(rules(), with));
    List<String> obstacles = obstacles(with, rules());
    assertEquals(1, obstacles.size());
    assertTrue(obstacles.get(0).contains("com.acme.Tenant.CURRENT"), obstacles.get(0));
  }

  @Test
  void methodsThatAreNotToHoldTheirMonitorsAreEntriesOnlyWhileTheirClassIsLoaded() {
    RuleSet rules = rules().entry("com.acme.Loop.in").exclusive("com.acme.Loop.one").build();
    assertEquals(2, rules.loops().get(0).entries().size());
    assertEquals(1, rules.withoutExclusiveEntries().loops().get(0).entries().size());
  }
}
