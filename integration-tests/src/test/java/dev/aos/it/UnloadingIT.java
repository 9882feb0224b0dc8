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

  /** Paths of such a rule lead from classes of the JDK to those of the application. */
  private static final String WAITS =
      """
        - call: dev.aos.it.fixture.webapp.app.Ticket.await
          wait: {done: arg0.isOver(), subscribe: arg0.tell(it)}
        - call: java.util.concurrent.CompletableFuture.get()
          wait:
            done: this.isDone()
            subscribe: "dev.aos.it.fixture.webapp.app.Ticket.tell(this, it)"
        - {include: jdk/waits}
      """;

  @EveryJdk
  void theLoadersOfDroppedApplicationsAreCollected(Jdk jdk) {
    int times = Rounds.atLeast(DEPLOYMENTS);
    Run run = run(jdk, RULES, times, "App", "value of LINE, LINE of LINE, no more, LINE");
    run.stderrHas(4 * times + " call sites in 2 classes woven, 0 left alone");
    run.report()
        .has("App.answer", "Backend.load", jdk.suspends() ? "2 suspended" : "can't suspend")
        .has("Batch.run", "Store.read", "1 blocked for a worker");
  }

  @EveryJdk
  void theLoadersOfDroppedApplicationsThatHaveWaitedAreCollected(Jdk jdk) {
    int times = Rounds.atLeast(DEPLOYMENTS);
    String rules = RULES.replace("thread-state:", WAITS + "thread-state:");
    Run run = run(jdk, rules, times, "WaitingApp", "LINE: joined, got, served");
    run.stderrHas(6 * times + " call sites in 3 classes woven, 0 left alone")
        .report()
        .has("WaitingApp.answer", "Ticket.await")
        .has(jdk.suspends() ? "of them waited without a worker" : "can't suspend")
        .hasNo("Incidents");
  }

  private static Run run(Jdk jdk, String rules, int times, String application, String answer) {
    return ChildJvm.on(jdk)
        .agent(rules)
        // In a full run too: the profiles for the optimising compiler hide what grows.
        .jvmArgument("-XX:TieredStopAtLevel=1")
        .main(Container.class)
        .arguments(times, application, answer)
        .run()
        .succeeds()
        .stdoutIs("ok");
  }
}
