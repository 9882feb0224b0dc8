package dev.aos.it;

import dev.aos.it.fixture.order.Closing;
import dev.aos.it.fixture.order.Idle;
import dev.aos.it.fixture.order.Parallel;
import dev.aos.it.fixture.order.Pinned;
import dev.aos.it.fixture.order.SharedFile;
import dev.aos.it.fixture.order.SharedReceivers;
import dev.aos.it.fixture.order.Statements;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/** Channels of one loop that share an object find it as on the single thread. */
class OrderIT {

  private static final String LOOP =
      """
      version: 1
      event-loops: ["dev.aos.it.fixture.order.**"]
      """;

  private static final String RULES = LOOP + "offload:\n  - dev.aos.it.fixture.backend.**\n";

  @InContainers
  @SuspendingJdk
  void callsOnOneReceiverNeverOverlap(Jdk jdk) {
    run(jdk, RULES, SharedReceivers.class, 64, Rounds.atLeast(100))
        .stdoutIs("ok")
        .report()
        .has(
            "calls on one dev.aos.it.fixture.order.SharedReceivers$Nesting wait for each other"
                + " longer than they run",
            "add `thread-safe: [dev.aos.it.fixture.order.SharedReceivers$Nesting]`",
            "`order: none` to the rule at rules.yaml:4:5",
            "SharedReceivers.answer:");
  }

  @SuspendingJdk
  void withFewWorkersTheyNeitherOverlapNorStop(Jdk jdk) {
    run(
            jdk,
            RULES + "executors: {default: {threads: 8}}\n",
            SharedReceivers.class,
            64,
            Rounds.atLeast(50))
        .stdoutIs("ok");
  }

  @InContainers
  @EveryJdk
  void aSharedFileIsReadAsByOneThread(Jdk jdk) {
    String rules =
        LOOP + "offload: [java.io.RandomAccessFile.readLine, java.io.RandomAccessFile.readFully]\n";
    for (String kind : new String[] {"lines", "records"}) {
      run(jdk, rules, SharedFile.class, kind, Rounds.atLeast(50)).stdoutIs("ok");
      ChildJvm.on(jdk).main(SharedFile.class).arguments(kind, 50).run().succeeds().stdoutIs("ok");
    }
  }

  @SuspendingJdk
  void withoutOrderTheSharedFileIsNot(Jdk jdk) {
    String rules = LOOP + "offload: [{call: java.io.RandomAccessFile.readLine, order: none}]\n";
    ChildJvm.on(jdk)
        .agent(rules)
        .main(SharedFile.class)
        .arguments("lines", 500)
        .run()
        .exitsWith(1)
        .stderrHas("expected <record");
  }

  @SuspendingJdk
  void aThreadSafeReceiverStaysParallel(Jdk jdk) {
    String name = "dev.aos.it.fixture.order.Parallel$SharedClient";
    run(jdk, RULES + "thread-safe: [" + name + "]\n", Parallel.class).stdoutIs("ok");
    // A supertype, by a pattern.
    run(jdk, RULES + "thread-safe: ['dev.aos.it.fixture.backend.*']\n", Parallel.class)
        .stdoutIs("ok");
    String none = "offload: [{call: dev.aos.it.fixture.backend.**, order: none}]\n";
    run(jdk, LOOP + none, Parallel.class).stdoutIs("ok");
    run(
            jdk,
            LOOP + "defaults: {order: none}\noffload: [dev.aos.it.fixture.backend.**]\n",
            Parallel.class)
        .stdoutIs("ok");
  }

  @SuspendingJdk
  void aStatefulOneDoesNot(Jdk jdk) {
    String receiver = "offload: [{call: dev.aos.it.fixture.backend.**, order: receiver}]\n";
    String rule = "offload: [{call: dev.aos.it.fixture.backend.**, order: rule}]\n";
    String threadSafe = "thread-safe: ['dev.aos.it.fixture.backend.**']\n";
    for (String rules : new String[] {RULES, LOOP + receiver + threadSafe, LOOP + rule}) {
      ChildJvm.on(jdk)
          .agent(rules)
          .main(Parallel.class)
          .run()
          .exitsWith(1)
          .stderrHas("somebody opens the gate");
    }
  }

  @SuspendingJdk
  void closingDoesNotWaitForTheCallThatItEnds(Jdk jdk) {
    run(
            jdk,
            LOOP + "offload: [java.net.ServerSocket.accept, java.net.ServerSocket.close]\n",
            Closing.class)
        .stdoutIs("ok");
  }

  @SuspendingJdk
  void idleReceiversAreForgotten(Jdk jdk) {
    run(jdk, RULES, Idle.class).stdoutIs("ok");
  }

  @SuspendingJdk
  void aCallThatRunsDirectlyWaitsForTheReceiver(Jdk jdk) {
    run(jdk, RULES, Pinned.class)
        .stdoutIs("ok")
        .stderrHas("[aos] a call that ran directly kept its loop waiting")
        .report()
        .has("kept its loop waiting", "Shared.use at dev.aos.it.fixture.order.Pinned.answer:");
  }

  @SuspendingJdk
  void statementsOfOneConnectionNeverOverlap(Jdk jdk) {
    String rules =
        RULES
            + """
              - java.sql.Statement+.execute*
              - java.sql.ResultSet.next
            """;
    woven(
            jdk,
            ChildJvm.on(jdk)
                .agent(rules)
                .classPath(Jars.child("h2"))
                .main(Statements.class)
                .arguments(Rounds.atLeast(50))
                .run())
        .stdoutIs("ok");
  }

  private static Run run(Jdk jdk, String rules, Class<?> fixture, Object... arguments) {
    return woven(
        jdk, ChildJvm.on(jdk).agent(rules).optimised().main(fixture).arguments(arguments).run());
  }

  private static Run woven(Jdk jdk, Run run) {
    run.succeeds();
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return run;
  }
}
