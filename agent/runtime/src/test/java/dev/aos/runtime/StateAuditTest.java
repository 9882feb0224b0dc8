package dev.aos.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thread state that nothing carries is found and named. */
@Timeout(10)
class StateAuditTest extends OnOneLoop {

  private record User(String name) {
    private static final ThreadLocal<User> CURRENT = new ThreadLocal<>();
    private static final ThreadLocal<User> PUT_BACK = new ThreadLocal<>();
  }

  private record Harmless(String name) {
    private static final ThreadLocal<Harmless> CURRENT = new ThreadLocal<>();
  }

  private static final ThreadLocal<int[]> NAMELESS = new InheritableThreadLocal<>();
  private static final ThreadLocal<char[]> BUFFER = new ThreadLocal<>();

  @BeforeAll
  static void open() {
    StateAudit.ignore(List.of("dev.aos.runtime.Loop", "dev.aos.runtime.StateAuditTest$Harm**"));
  }

  private static List<String> findings(String part) {
    return Incidents.all().stream().filter(line -> line.contains(part)).toList();
  }

  private static void awaitFinding(String part) {
    while (findings(part).isEmpty()) {
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void aChangedThreadLocalIsNamedWithTheRuleThatCarriesIt() throws Exception {
    for (int i = 0; i < 3; i++) {
      loop.event(
          "a",
          () -> {
            User.PUT_BACK.set(new User("a"));
            Harmless.CURRENT.set(new Harmless("a"));
            User.CURRENT.set(new User("a"));
            NAMELESS.set(new int[1]);
            BUFFER.set(new char[1]);
            User.PUT_BACK.remove();
            loop.blockingCall("a");
          });
    }
    loop.complete("a");
    awaitFinding("InheritableThreadLocal");
    awaitFinding("User.CURRENT");
    String user = StateAuditTest.class.getName() + "$User";
    assertEquals(
        List.of(
            "thread state that nothing carries: a handler that was entered by TestLoop.enter"
                + " changes "
                + user
                + ".CURRENT with a "
                + user
                + ", and other handlers see it while it waits for TestLoop.block at"
                + " TestLoop.blockingCall:1; add `thread-local: "
                + user
                + ".CURRENT` to `thread-state:`"),
        findings("User.CURRENT"));
    assertEquals(1, findings("java.lang.InheritableThreadLocal with a int[]").size());
    assertEquals(List.of(), findings("PUT_BACK"));
    assertEquals(List.of(), findings("char[]"));
    assertEquals(List.of(), findings("Harmless"));
    assertEquals(List.of(), findings("dev.aos.runtime.Loop"));
  }

  @Test
  void onlyTheFirstSuspensionsAreLookedAt() {
    StateAudit audit = new StateAudit("entry");
    OffloadedCall call = new OffloadedCall(loop.site().linked(), null, null, null, null);
    for (int i = 0; i < 32; i++) {
      Object[] before = audit.look();
      assertNotNull(before);
      audit.compare(before, call);
    }
    assertNull(audit.look());
  }

  @Test
  void anEntryThatNeverSuspendsIsGivenUp() {
    StateAudit audit = new StateAudit("entry");
    int looks = 0;
    while (audit.look() != null) {
      looks++;
    }
    assertEquals(10_000, looks);
    assertNull(StateAudit.NONE.look());
  }
}
