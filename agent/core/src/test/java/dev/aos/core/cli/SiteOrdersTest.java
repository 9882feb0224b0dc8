package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aos.core.match.CallSite;
import dev.aos.core.rules.Mode;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Order;
import dev.aos.core.rules.Position;
import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.OrderSettings.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

class SiteOrdersTest {

  private static final CallSite INSTANCE = call(Opcodes.INVOKEVIRTUAL, "read");
  private static final CallSite STATIC = call(Opcodes.INVOKESTATIC, "read");
  private static final CallSite CONSTRUCTOR = call(Opcodes.INVOKESPECIAL, "<init>");

  private static CallSite call(int opcode, String name) {
    return new CallSite(opcode, "com/acme/Client", name, "()V", false);
  }

  private static Kind kind(Order order, CallSite call) {
    return kind(order, false, call);
  }

  private static Kind kind(Order order, boolean obtains, CallSite call) {
    OffloadRule rule =
        new OffloadRule(
            0,
            new Position("aos.yaml", 1, 1),
            "",
            List.of(),
            List.of(),
            "default",
            Mode.OFFLOAD,
            Optional.empty(),
            order,
            Optional.empty(),
            CallPolicy.BUILT_IN,
            obtains,
            false);
    return SiteOrders.kind(rule, call);
  }

  @Test
  void byDefaultStatefulReceiversOrderTheirCalls() {
    assertEquals(Kind.STATEFUL_RECEIVER, kind(Order.AUTO, INSTANCE));
    assertEquals(Kind.NONE, kind(Order.AUTO, STATIC));
    assertEquals(Kind.NONE, kind(Order.AUTO, CONSTRUCTOR));
  }

  @Test
  void aCallThatWaitsForAnotherHandlerKeepsNobodyOut() {
    assertEquals(Kind.NONE, kind(Order.AUTO, true, INSTANCE));
    assertEquals(Kind.RECEIVER, kind(Order.RECEIVER, true, INSTANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "cancel", "abort", "destroy", "shutdown", "shutdownNow"})
  void whatEndsACallDoesNotWaitForIt(String name) {
    CallSite call = call(Opcodes.INVOKEINTERFACE, name);
    assertEquals(Kind.NONE, kind(Order.AUTO, call));
    assertEquals(Kind.RECEIVER, kind(Order.RECEIVER, call));
  }

  @ParameterizedTest
  @ValueSource(strings = {"closeAll", "isClosed", "destroyed", "shut"})
  void otherCallsDo(String name) {
    assertEquals(Kind.STATEFUL_RECEIVER, kind(Order.AUTO, call(Opcodes.INVOKEVIRTUAL, name)));
  }

  @Test
  void aRuleMaySayIt() {
    assertEquals(Kind.NONE, kind(Order.NONE, INSTANCE));
    assertEquals(Kind.RECEIVER, kind(Order.RECEIVER, INSTANCE));
    assertEquals(Kind.NONE, kind(Order.RECEIVER, STATIC));
    assertEquals(Kind.NONE, kind(Order.RECEIVER, CONSTRUCTOR));
    for (CallSite call : List.of(INSTANCE, STATIC, CONSTRUCTOR)) {
      assertEquals(Kind.RULE, kind(Order.RULE, call));
    }
  }
}
