package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.Shared;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.Mode;
import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which fields are reported because another lane may change them during an await. */
class SharedFieldFinderTest {

  private static List<SharedField> shared(TestRules rules, Class<?> type) {
    WeaveResult result =
        Program.weaver(rules.build(), new TestRegistry())
            .weave(SharedFieldFinderTest.class.getClassLoader(), null, OldStyle.bytes(type));
    return ((WeaveResult.Woven) result).shared();
  }

  private static TestRules rules(LaneWidth lane) {
    return TestRules.rules().eventLoop(lane, "com.acme.web.**").offload("com.acme.api.Files.*");
  }

  private static List<String> methods(TestRules rules, Class<?> type) {
    List<String> methods = new ArrayList<>();
    for (SharedField field : shared(rules, type)) {
      methods.add(field.method() + ": " + field.field());
    }
    return methods;
  }

  @Test
  void what_is_read_before_and_written_after() {
    assertEquals(
        List.of(
            "readAwaitWrite: count",
            "checkThenAct: count",
            "ofTheClass: total",
            "inTheHandlerOfAnException: last",
            "evaluatedBefore: last",
            "onEachRound: count"),
        methods(rules(LaneWidth.CHANNEL), Shared.class));
  }

  @Test
  void inherited_field() {
    assertEquals(List.of("inherited: seen"), methods(rules(LaneWidth.CHANNEL), Shared.Heir.class));
  }

  @Test
  void lane_of_the_handler_keeps_its_fields_and_not_those_of_the_class() {
    assertEquals(List.of("ofTheClass: total"), methods(rules(LaneWidth.HANDLER), Shared.class));
  }

  @Test
  void lane_of_the_loop_keeps_all() {
    assertEquals(List.of(), methods(rules(LaneWidth.LOOP), Shared.class));
  }

  @Test
  void call_that_is_only_counted_is_no_await() {
    TestRules counting =
        TestRules.rules().eventLoop("com.acme.web.**").offload(Mode.COUNT, "com.acme.api.Files.*");
    assertEquals(List.of(), methods(counting, Shared.class));
  }

  @Test
  void lines_and_remedy_are_told() {
    List<SharedField> shared = shared(rules(LaneWidth.CHANNEL), Shared.class);
    int line = shared.get(0).readLine();
    assertEquals(
        "com.acme.web.Shared.count is read in line "
            + line
            + " and written in line "
            + (line + 2)
            + ", with an await at line "
            + (line + 1)
            + " between: another lane may change it meanwhile; `lane: handler` keeps it",
        shared.get(0).toString());
    assertEquals(true, shared.get(2).toString().endsWith("`lane: loop` keeps it"));
  }
}
