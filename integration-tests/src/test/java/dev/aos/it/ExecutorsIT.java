package dev.aos.it;

import static dev.aos.it.TimeoutIT.LOOP;
import static dev.aos.it.TimeoutIT.NO_LOOP;
import static dev.aos.it.TimeoutIT.run;

import dev.aos.it.fixture.limits.Crowded;
import dev.aos.it.fixture.limits.Obtaining;
import dev.aos.it.fixture.limits.PerLoop;
import dev.aos.it.fixture.limits.StandingStill;
import dev.aos.it.fixture.limits.WorkerThreads;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/** Executors, as the rules shape them. */
class ExecutorsIT {

  private static final String SLOW = "offload: [dev.aos.it.fixture.backend.Slow]\n";

  @EveryJdk
  void everyPolicyForAFullQueueUnderLoad(Jdk jdk) {
    for (String policy : new String[] {"wait", "run-here", "reject"}) {
      String rules =
          SLOW + "executors: {default: {threads: 2, queue: 3, when-full: " + policy + "}}\n";
      if (jdk.suspends()) {
        Run suspending = run(jdk, LOOP + rules, Crowded.class, "loop", 5, 30);
        TimeoutIT.checkCounts(suspending);
        switch (policy) {
          case "wait" ->
              suspending.stdoutIs("{done=150}").report().has("default: ", " waited for room");
          case "run-here" -> suspending.stdoutHas("here=");
          default -> suspending.stdoutHas("refused=");
        }
      } else {
        Run blocking = run(jdk, NO_LOOP + rules, Crowded.class, "none", 5, 30);
        TimeoutIT.checkCounts(blocking);
        blocking.stdoutHas(policy.equals("reject") ? "refused=" : "here=");
      }
    }
  }

  @SuspendingJdk
  void noMoreCallsOfOneLoopAreUnderWayThanTheExecutorLets(Jdk jdk) {
    run(jdk, LOOP + SLOW + "executors: {default: {per-loop: 2}}\n", PerLoop.class)
        .stdoutIs("ok")
        .report()
        .has("default: 12 calls done", " waited for `per-loop`");
  }

  @EveryJdk
  void workersHaveTheNamesAndThePriorityOfTheirExecutor(Jdk jdk) {
    String rules = "executors: {default: {priority: 3, name-prefix: disk/}}\n";
    run(jdk, NO_LOOP + nested() + rules, WorkerThreads.class, "none").stdoutIs("platform disk/1 3");
  }

  @EveryJdk
  void virtualWorkers(Jdk jdk) {
    String rules = nested() + "executors: {default: {type: virtual, threads: 1000}}\n";
    Run run = run(jdk, NO_LOOP + rules, WorkerThreads.class, "none");
    run.report().woven("Backend.thread", "1 call: 1 ran directly (1 on a worker already)");
    if (jdk.suspends()) {
      run.stdoutIs("virtual aos-default-1 5").report().has("virtual threads", "of 1,000");
      run(jdk, LOOP + rules, WorkerThreads.class, "loop")
          .stdoutIs("virtual aos-default-1 5")
          .report()
          .woven("Backend.thread", "1 call: 1 ran directly (1 on a worker already)");
    } else {
      run.stdoutIs("platform aos-default-1 5")
          .stderrHas("[aos] executor default: this Java has no virtual threads");
    }
  }

  private static String nested() {
    return """
        offload:
          - dev.aos.it.fixture.backend.Slow
          - dev.aos.it.fixture.backend.Backend.thread
        """;
  }

  @EveryJdk
  void anExecutorThatStandsStillIsReportedWithWhatItStandsIn(Jdk jdk) {
    String rules = SLOW + "executors: {default: {threads: 2}}\n";
    Run run =
        jdk.suspends()
            ? run(jdk, LOOP + rules, StandingStill.class, "loop")
            : run(jdk, NO_LOOP + rules, StandingStill.class, "none");
    run.stdoutIs("ok")
        .stderrHas("[aos] executor default stands still: none of its workers has finished a call")
        .report()
        .has("stands still", "Slow.pass at ", "StandingStill.answer:", " (2).");
  }

  @SuspendingJdk
  void obtainingOnALoopWithSuspendedHandlersIsADeadlockRisk(Jdk jdk) {
    String rules =
        """
        offload:
          - dev.aos.it.fixture.backend.Slow.pass
          - {call: dev.aos.it.fixture.backend.Slow.obtain, obtains: true}
        """;
    Run run = run(jdk, LOOP + rules, Obtaining.class).stdoutIs("ok");
    run.report()
        .has("deadlock risk: ", "Slow.obtain at ", "Obtaining.underMonitor:", "a monitor is held");
    long said = run.stderr().lines().filter(line -> line.contains("deadlock risk")).count();
    run.check(said == 1, "it is said once, not " + said + " times");
  }
}
