package dev.aos.it;

import dev.aos.it.fixture.webapp.Container;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;

/** The agent keeps no class of an application alive that has been dropped. */
class UnloadingIT {

  private static final int DEPLOYMENTS = 20;

  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: "dev.aos.it.fixture.webapp.app.Batch", loop: none}
        - {classes: "dev.aos.it.fixture.webapp.app.**"}
      offload:
        - dev.aos.it.fixture.backend.Backend
        - dev.aos.it.fixture.webapp.app.Store
      thread-state:
        - thread-local: dev.aos.it.fixture.webapp.app.Tenant.CURRENT
      """;

  @EveryJdk
  void theLoadersOfDroppedApplicationsAreCollected(Jdk jdk) {
    int times = Rounds.atLeast(DEPLOYMENTS);
    Run run =
        ChildJvm.on(jdk)
            .agent(RULES)
            .main(Container.class)
            .arguments(times)
            .run()
            .succeeds()
            .stdoutIs("ok");
    run.stderrHas(4 * times + " call sites in 2 classes woven, 0 left alone");
    run.report()
        .has("App.answer", "Backend.load", jdk.suspends() ? "2 suspended" : "can't suspend")
        .has("Batch.run", "Store.read", "1 blocked for a worker");
  }
}
