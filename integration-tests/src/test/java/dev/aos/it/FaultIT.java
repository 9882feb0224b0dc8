package dev.aos.it;

import dev.aos.it.fixture.fault.Deadly;
import dev.aos.it.fixture.fault.Ends;
import dev.aos.it.fixture.fault.LoopEnds;
import dev.aos.it.fixture.fault.ManyLost;
import dev.aos.it.fixture.fault.OwnThreads;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.RunningJvm;
import dev.aos.it.harness.SuspendingJdk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Workers that are killed, loops that are shut down, JVMs that end: nothing hangs. */
class FaultIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.fault.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String ONE_WORKER = RULES + "executors: {default: {threads: 1}}\n";

  private static final String AFTER_ITS_HANDLER =
      """
      passed, value of work, then null if it ends at once
      passed, value of work, then null if it ends soon
      passed, value of work, then null if it ends in its own time""";

  @InContainers
  @EveryJdk
  void whatKillsAThreadGoesToTheHandler(Jdk jdk) {
    Run run = ChildJvm.on(jdk).agent(ONE_WORKER).main(Deadly.class).run().succeeds();
    run.stdoutIs("ok").report().hasNo("Incidents");
  }

  @SuspendingJdk
  void theExecutorUnderALoopIsShutDown(Jdk jdk) {
    Run run = ChildJvm.on(jdk).agent(RULES).main(OwnThreads.class).run().succeeds();
    run.stdoutIs("ok").report().hasNo("Incidents");
  }

  @SuspendingJdk
  void handlersWhoseLoopHasEndedAreFinished(Jdk jdk) {
    Run run = ChildJvm.on(jdk).agent(RULES).main(ManyLost.class).run().exitsWith(0);
    run.stdoutIs("ok").stderrHas("[aos] an event loop was shut down under a suspended handler");
  }

  @EveryJdk
  void withoutSuspensionALoopEndsAfterItsHandler(Jdk jdk) {
    ChildJvm child = ChildJvm.on(jdk).main(LoopEnds.class);
    (jdk.suspends() ? child : child.agent(RULES)).run().succeeds().stdoutIs(AFTER_ITS_HANDLER);
  }

  @InContainers
  @SuspendingJdk
  void aLoopEndsAfterItsSuspendedHandlersToo(Jdk jdk) {
    Run run = ChildJvm.on(jdk).agent(RULES).main(LoopEnds.class).run().succeeds();
    run.stdoutIs(AFTER_ITS_HANDLER).report().has("woven", "suspended the handler");
  }

  @SuspendingJdk
  void answersUnderWayAreSentBeforeTheJvmEnds(Jdk jdk) throws IOException {
    try (RunningJvm jvm =
        ChildJvm.on(jdk).agent(RULES).main(Ends.class).arguments(1, "by a signal").start()) {
      int port = Integer.parseInt(jvm.awaitLine("port "));
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.getOutputStream().write("work\n".getBytes(StandardCharsets.US_ASCII));
        jvm.awaitLine("reached");
        Run run = jvm.stop().stderrHasNo("still under way");
        BufferedReader answer =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String line = answer.readLine();
        run.check("passed work".equals(line), "the client got: " + line);
      }
    }
  }

  @SuspendingJdk
  void exitingWithCallsThatDoNotEndSaysSo(Jdk jdk) {
    end(jdk, "by exit").stderrHas("[aos] 50 calls were still under way 5 seconds after");
  }

  @SuspendingJdk
  void haltingWaitsForNothing(Jdk jdk) {
    end(jdk, "by halt").stderrHasNo("under way").stderrHasLines(1);
  }

  private static Run end(Jdk jdk, String how) {
    ChildJvm child = ChildJvm.on(jdk).agent(RULES).main(Ends.class).arguments(50, how);
    return child.run().exitsWith(7).stderrHasOnlyAosLines();
  }
}
