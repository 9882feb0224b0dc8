package dev.aos.it;

import dev.aos.it.fixture.loops.ReactorServer;
import dev.aos.it.fixture.loops.SelectorKeys;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.SuspendingJdk;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hand-written selector loops, {@code loop: selector}. */
class SelectorIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loops.**"]
          loop: selector
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  static Stream<Arguments> keys() {
    return Stream.of("both", "nothing", "written", "cancelled")
        .flatMap(found -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, found)));
  }

  @SuspendingJdk
  void aReactorNeedsNoDefinitionOfItsOwn(Jdk jdk) {
    run(jdk, RULES, ReactorServer.class)
        .has("selector: dev.aos.it.fixture.loops.Reactor.serve")
        .has("selector: dev.aos.it.fixture.loops.Reactor.run:", "handlers are resumed around it")
        .has("woven", "Backend.pass", "1 call: 1 suspended the handler");
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("keys")
  void theKeyOfASuspendedHandlerWakesNobodyAndIsGivenBack(Jdk jdk, String found) {
    run(jdk, RULES, SelectorKeys.class, found)
        .has("Backend.pass", "1 call: 1 suspended the handler");
  }

  @SuspendingJdk
  void insideSelectWithAConsumerCallsRunDirectly(Jdk jdk) {
    run(jdk, RULES, SelectorKeys.class, "consumer").has("Backend.load", "a monitor is held");
  }

  @SuspendingJdk
  void autoDoesNotMeanIt(Jdk jdk) {
    run(jdk, RULES.replace("loop: selector", "loop: auto"), SelectorKeys.class, "consumer")
        .has("Backend.load", "off the loop");
  }

  private static Report run(Jdk jdk, String rules, Class<?> fixture, Object... arguments) {
    return ChildJvm.on(jdk)
        .agent(rules)
        .main(fixture)
        .arguments(arguments)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report();
  }
}
