package dev.aos.it;

import dev.aos.it.fixture.adaptive.TurnsSlow;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/** {@code dispatch: adaptive}: quick calls stay on the loop, until one is slow. */
class AdaptiveIT {

  /** A limit that no quick call passes on a busy machine; twenty of them are a slow call. */
  private static final String RULES =
      """
      version: 1
      event-loops: ["dev.aos.it.fixture.adaptive.**"]
      offload:
        - {call: dev.aos.it.fixture.backend.Paced.run, dispatch: adaptive, quick: 100ms}
      """;

  private static final int SLOW_MILLIS = 2_100;

  @SuspendingJdk
  void quickCallsMoveOntoTheLoopAndTheFirstSlowOneMovesThemOff(Jdk jdk) {
    run(jdk)
        .stdoutIs("ok")
        .report()
        .has("Paced.run", "quick, dispatch: adaptive")
        .has("moved off the loop once", "a quick call held the loop for 2");
  }

  private static Run run(Jdk jdk) {
    return ChildJvm.on(jdk)
        .agent(RULES)
        .main(TurnsSlow.class)
        .arguments(SLOW_MILLIS)
        .run()
        .succeeds();
  }
}
