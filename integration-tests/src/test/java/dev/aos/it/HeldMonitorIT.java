package dev.aos.it;

import dev.aos.it.fixture.held.BelowTheEntry;
import dev.aos.it.fixture.held.Held;
import dev.aos.it.fixture.none.HeldWithoutLoop;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is dispatched, and nobody suspended, while a monitor is held anywhere on the thread. */
class HeldMonitorIT {

  private static final int ROUNDS = Rounds.atLeast(10_000);

  private static final String NO_SUSPENSION = "this JVM can't suspend handlers";

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.held.**"]
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  private static final String RULES_WITHOUT_LOOP =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.none.**"]
          loop: none
      offload:
        - dev.aos.it.fixture.backend.Backend
      """;

  static Stream<Arguments> waysOfHolding() {
    return Stream.of("own", "own-method", "lambda", "foreign", "hidden", "map")
        .flatMap(way -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("waysOfHolding")
  void theCallRunsDirectly(Jdk jdk, String way) {
    Run run = child(jdk, RULES).main(Held.class).arguments(way, ROUNDS).run();
    run.succeeds().stdoutIs("ok");
    run.report().has("woven", "Backend.enter", jdk.suspends() ? pinned(ROUNDS) : NO_SUSPENSION);
    if (jdk.suspends()) {
      run.report()
          .has("woven", "Backend.load", "suspended the handler")
          .hasNo("woven", "Backend.load", "pinned");
    }
  }

  @EveryJdk
  void theLoopHoldsOneBelowTheEntry(Jdk jdk) {
    Run run = child(jdk, RULES).main(BelowTheEntry.class).arguments(ROUNDS).run();
    run.succeeds().stdoutIs("ok");
    run.report().has("woven", "Backend.enter", jdk.suspends() ? pinned(ROUNDS) : NO_SUSPENSION);
  }

  @EveryJdk
  void aThreadWithoutLoopHoldsOne(Jdk jdk) {
    Run run = child(jdk, RULES_WITHOUT_LOOP).main(HeldWithoutLoop.class).arguments(ROUNDS).run();
    run.succeeds().stdoutIs("ok").report().woven("Backend.enter", pinned(ROUNDS));
  }

  private static ChildJvm child(Jdk jdk, String rules) {
    return ChildJvm.on(jdk).agent(rules).timeout(Duration.ofMinutes(5));
  }

  private static String pinned(int calls) {
    String number = String.format(Locale.ROOT, "%,d", calls);
    return number + " calls: " + number + " pinned the loop (" + number + " a monitor is held)";
  }
}
