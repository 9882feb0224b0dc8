package dev.aos.it;

import dev.aos.it.fixture.none.StateWithoutLoop;
import dev.aos.it.fixture.state.Interleaved;
import dev.aos.it.fixture.state.Unlisted;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/** Thread state of real libraries follows the handlers of a Netty server. */
class ThreadStateIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.state.**"]
      offload:
        - dev.aos.it.fixture.backend.Stateful
      """;

  /** Netty logs to whatever is there. */
  private static ChildJvm jvm(Jdk jdk) {
    return ChildJvm.on(jdk)
        .classPath(Jars.threadState())
        .file("logback.xml", "<configuration><root level='OFF'/></configuration>")
        .jvmArgument("-Dlogback.configurationFile=logback.xml");
  }

  @InContainers
  @SuspendingJdk
  void everyHandlerHasItsOwnStateAndNoOther(Jdk jdk) {
    jvm(jdk)
        .agent(RULES)
        .main(Interleaved.class)
        .optimised()
        .arguments(20, Rounds.atLeast(100))
        .run()
        .succeeds()
        .stdoutIs("ok")
        .stderrHasNo("thread state");
  }

  @SuspendingJdk
  void stateThatNothingCarriesIsNamedWithItsRule(Jdk jdk) {
    Run run =
        ChildJvm.on(jdk)
            .agent(RULES.replace("Stateful", "Backend"))
            .main(Unlisted.class)
            .run()
            .succeeds();
    run.stdoutIs("meanwhile acme acme\nok");
    run.stderrHas(
        "[aos] dev.aos.it.fixture.state.Unlisted.answer:45 uses the thread local"
            + " dev.aos.it.fixture.state.Unlisted.FAST: its value may change while the handler is"
            + " suspended; add `thread-local: dev.aos.it.fixture.state.Unlisted.FAST` to");
    run.stderrHas("add `thread-local: dev.aos.it.fixture.state.Unlisted.TENANT`");
  }

  @SuspendingJdk
  void stateThatTheRulesNameIsCarried(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(
            RULES.replace("Stateful", "Backend")
                + """
                thread-state:
                  - thread-local: dev.aos.it.fixture.state.Unlisted.TENANT
                  - thread-local: dev.aos.it.fixture.state.Unlisted.FAST
                """)
        .main(Unlisted.class)
        .run()
        .succeeds()
        .stdoutIs("meanwhile null null\nok")
        .stderrHasNo("thread local")
        .stderrHasNo("thread state");
  }

  @EveryJdk
  void aThreadThatWaitsLendsItsStateToTheWorker(Jdk jdk) {
    jvm(jdk)
        .agent(
            """
            version: 1
            event-loops:
              - {classes: "dev.aos.it.fixture.none.**", loop: none}
            offload:
              - dev.aos.it.fixture.backend.Stateful
            """)
        .main(StateWithoutLoop.class)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .stderrHasNo("thread state");
  }
}
