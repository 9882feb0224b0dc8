package dev.aos.it;

import dev.aos.it.fixture.pool.Bounded;
import dev.aos.it.fixture.pool.Exit;
import dev.aos.it.fixture.pool.ExitInside;
import dev.aos.it.fixture.pool.FullQueue;
import dev.aos.it.fixture.pool.MainEnds;
import dev.aos.it.fixture.pool.Obtaining;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/** The pools in which calls run: bounds, full queues, calls that obtain, the end of the JVM. */
class ExecutorIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.pool.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String RULES_WITHOUT_LOOP =
      RULES.replace("pool.**\"]\n", "pool.**\"]\n    loop: none\n");

  private static final String OBTAINING_RULES =
      RULES.replace(
          "offload:\n",
          "offload:\n"
              + "  - {call: dev.aos.it.fixture.backend.ConnectionPool.obtain, obtains: true}\n");

  @SuspendingJdk
  void neverMoreCallsAtOnceThanThreads(Jdk jdk) {
    run(jdk, "threads: 3, queue: 1000", Bounded.class, 3).stdoutIs("at most 3 at once");
  }

  @SuspendingJdk
  void aFullQueueMakesLanesWait(Jdk jdk) {
    run(jdk, "threads: 2, queue: 1", FullQueue.class, 50, 2)
        .stdoutIs("{passed=50}")
        .report()
        .woven(
            "Backend.pass",
            "50 calls: 50 suspended the handler, 47 of them waited for room in the queue");
  }

  @SuspendingJdk
  void aFullQueueMayReject(Jdk jdk) {
    run(jdk, "threads: 2, queue: 1, when-full: reject", FullQueue.class, 5, 2)
        .stdoutHas("passed=3")
        .stdoutHas("RejectedExecutionException")
        .report()
        .has("Backend.pass", "2 refused, the queue was full");
  }

  @SuspendingJdk
  void callsThatObtainHaveWorkersOfTheirOwn(Jdk jdk) {
    obtain(jdk, "threads: 64, queue: 1000", 100, Rounds.atLeast(20)).stdoutIs("ok");
  }

  @EveryJdk
  void onEveryJdkTheSameAnswers(Jdk jdk) {
    obtain(jdk, "threads: 16, queue: 1", 30, 5).stdoutIs("ok");
  }

  @EveryJdk
  void workersKeepNoJvmAlive(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES_WITHOUT_LOOP)
        .main(MainEnds.class)
        .run()
        .succeeds()
        .stdoutIs("a daemon");
  }

  @SuspendingJdk
  void whatIsUnderWayEndsBeforeTheJvm(Jdk jdk) {
    run(jdk, "threads: 2", Exit.class, "the call ends")
        .stdoutIs("the handler goes on: passed\nthe handler's finally")
        .stderrHasNo("under way");
  }

  @SuspendingJdk
  void aCallThatNeverEndsDoesNotKeepTheJvm(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES)
        .main(Exit.class)
        .arguments("the call never ends")
        .run()
        .succeeds()
        .stdoutIs("")
        .stderrHas("[aos] 1 call was still under way");
  }

  @SuspendingJdk
  void aHandlerThatEndsTheJvmIsNotWaitedFor(Jdk jdk) {
    Run run = run(jdk, "threads: 2", ExitInside.class, "a handler").stderrHasNo("under way");
    run.stdoutHas("exit on multiThreadIoEventLoopGroup-")
        .report()
        .woven("Backend.load", "1 call: 1 suspended the handler");
  }

  @EveryJdk
  void aCallThatEndsTheJvmIsNotWaitedFor(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES_WITHOUT_LOOP)
        .main(ExitInside.class)
        .arguments("a call")
        .run()
        .succeeds()
        .stdoutIs("exit on aos-default-1")
        .stderrHasNo("under way");
  }

  private static Run run(Jdk jdk, String executor, Class<?> fixture, Object... arguments) {
    return run(jdk, RULES, executor, fixture, arguments);
  }

  private static Run obtain(Jdk jdk, String executor, int lanes, int requests) {
    return run(jdk, OBTAINING_RULES, executor, Obtaining.class, lanes, requests);
  }

  private static Run run(
      Jdk jdk, String base, String executor, Class<?> fixture, Object... arguments) {
    String rules = base + "executors:\n  default: {" + executor + "}\n";
    Run run = ChildJvm.on(jdk).agent(rules).main(fixture).arguments(arguments).run().succeeds();
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return run;
  }
}
