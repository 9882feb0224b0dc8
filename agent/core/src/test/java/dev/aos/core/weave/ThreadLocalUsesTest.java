package dev.aos.core.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.web.ThreadLocals;
import dev.aos.core.match.TestRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thread locals that an event-loop class uses itself and that nothing carries. */
class ThreadLocalUsesTest {

  private static final String CLASS = ThreadLocals.class.getName();

  private static List<String> uses(TestRules rules) {
    return Weaving.of(rules, OldStyle.bytes(ThreadLocals.class)).plan().threadLocals().stream()
        .map(use -> use.method() + " " + use.field().replace(CLASS + ".", ""))
        .toList();
  }

  @Test
  void theFieldIsNamedOnceForEachMethod() {
    assertEquals(
        List.of("scratch SCRATCH", "tenant TENANT", "tenant own", "parameter "),
        uses(TestRules.rules().offload("com.acme.api.Files.read")));
  }

  @Test
  void whatTheRulesCarryIsNotMentioned() {
    TestRules rules = TestRules.rules().offload("com.acme.api.Files.read");
    assertEquals(
        List.of("tenant own", "parameter "),
        uses(rules.threadLocal(CLASS, "SCRATCH").threadLocal(CLASS, "TENANT")));
  }

  @Test
  void aClassWithoutWovenCallsHasNoHandlersThatWait() {
    assertEquals(List.of(), uses(TestRules.rules().offload("com.acme.api.Nothing.at")));
  }

  @Test
  void theMessageHasThePlaceAndTheRule() {
    assertEquals(
        "A.b:7 uses the thread local A.C: its value may change while the handler is suspended; add"
            + " `thread-local: A.C` to `thread-state:`",
        new ThreadLocalUse("A", "b", 7, "A.C").toString());
  }
}
