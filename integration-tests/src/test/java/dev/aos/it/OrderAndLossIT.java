package dev.aos.it;

import dev.aos.it.fixture.load.Load;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.time.Duration;

/** A server under load loses nothing, doubles nothing, mixes nothing up, leaves nothing behind. */
@InContainers
class OrderAndLossIT {

  private static final int CONNECTIONS = 200;

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.load.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      executors:
        default: {threads: 200, queue: 1000}
      """;

  @SuspendingJdk
  void everyAnswerIsRightAndInItsPlace(Jdk jdk) {
    int requests = Rounds.of(50_000, 2_000_000);
    long seed = System.nanoTime() & 0xffff;
    Run run =
        ChildJvm.on(jdk)
            .agent(RULES)
            .optimised()
            // Every buffer is watched; where it was touched would be noted at great cost.
            .jvmArgument("-Dio.netty.leakDetection.acquireAndReleaseOnly=true")
            .main(Load.class)
            .arguments(CONNECTIONS, requests, seed)
            .timeout(Duration.ofMinutes(Rounds.of(2, 40)))
            .run()
            .succeeds()
            .stdoutHas("\nok\n")
            // Every handler that was suspended has ended.
            .stderrHasNo("still under way");
    run.report().hasNo("Incidents").has("woven", "suspended the handler");
  }
}
