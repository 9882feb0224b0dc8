package dev.aos.it;

import dev.aos.it.fixture.loops.SwingButtons;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.SuspendingJdk;

/** The event dispatch thread, {@code loop: swing}. */
class SwingIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loops.**"]
          loop: swing
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  @SuspendingJdk
  void aListenerThatWaitsLeavesTheWindowAlive(Jdk jdk) {
    run(jdk, "buttons")
        .has("swing: java.awt.Component.dispatchEvent")
        .has("Backend.pass", "2 calls: 2 suspended the handler");
  }

  @SuspendingJdk
  void tasksKeepTheirOrderAndTheirWaitersWait(Jdk jdk) {
    run(jdk, "tasks")
        .has("swing: java.awt.event.InvocationEvent.dispatch")
        .has("Backend.pass", "2 calls: 2 suspended the handler");
  }

  @SuspendingJdk
  void anExceptionAfterASuspensionGoesWhereAListenersDoes(Jdk jdk) {
    run(jdk, "failure").has("Backend.load", "1 call: 1 suspended the handler");
  }

  private static Report run(Jdk jdk, String what) {
    return ChildJvm.on(jdk)
        .jvmArgument("-Djava.awt.headless=true")
        .agent(RULES)
        .main(SwingButtons.class)
        .arguments(what)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report();
  }
}
