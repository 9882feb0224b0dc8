package dev.aos.it;

import dev.aos.it.fixture.loops.ExecutorCancels;
import dev.aos.it.fixture.loops.ExecutorEnds;
import dev.aos.it.fixture.loops.ExecutorHooks;
import dev.aos.it.fixture.loops.ExecutorPeriods;
import dev.aos.it.fixture.loops.ExecutorThreads;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;

/**
 * Executors with one thread, {@code loop: executor}: what one sees of them from outside is the same
 * as without the agent, whatever their tasks wait for.
 */
class ExecutorLoopIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loops.**"]
          loop: executor
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String SUSPENDED = "suspended the handler";

  @EveryJdk
  void shutdownWaitsForTheTaskThatWaitsAndForThoseBehindIt(Jdk jdk) {
    same(jdk, ExecutorEnds.class, "shutdown");
  }

  @SuspendingJdk
  void theSameHoldsForAnyLane(Jdk jdk) {
    String rules = RULES.replace("loop: executor", "loop: executor\n    lane: loop");
    ChildJvm.on(jdk)
        .agent(rules)
        .main(ExecutorEnds.class)
        .arguments("shutdown", true)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .has("Backend.pass", "1 call: 1 suspended the handler");
  }

  @EveryJdk
  void noRejectionPolicyEverGetsAResumption(Jdk jdk) {
    same(jdk, ExecutorEnds.class, "policies");
  }

  @EveryJdk
  void theWrapperOfTheFactoryMethodEndsTheSameWay(Jdk jdk) {
    same(jdk, ExecutorEnds.class, "wrapper");
  }

  @EveryJdk
  void shutdownNowGivesBackWhatWaitsAndInterruptsWhatHasBegun(Jdk jdk) {
    same(jdk, ExecutorEnds.class, "now");
  }

  @SuspendingJdk
  void shutdownNowInterruptsBothTheTaskThatWaitsAndTheOneThatRuns(Jdk jdk) {
    with(jdk, ExecutorEnds.class, "now-beside-another");
  }

  @EveryJdk
  void otherTasksRunAfterShutdownToo(Jdk jdk) {
    same(jdk, ExecutorEnds.class, "after-shutdown");
  }

  @EveryJdk
  void cancellingInterruptsTheTaskThatWaitsAndNothingElse(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "interrupts");
  }

  @EveryJdk
  void cancellingAFutureThatWasExecutedDoesTheSame(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "own-future");
  }

  @EveryJdk
  void cancellingWithoutInterruptLetsTheTaskGoOn(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "lets-go-on");
  }

  @EveryJdk
  void anInterruptThatTheCallIgnoresIsTheHandlers(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "flag");
  }

  @EveryJdk
  void anInterruptOfTheThreadIsTheWaitingTasks(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "thread");
  }

  @EveryJdk
  void anInterruptThatAnotherTaskLeavesBehindIsNobodys(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "left-flag");
  }

  @EveryJdk
  void cancellingEndsARepeatedTask(Jdk jdk) {
    same(jdk, ExecutorCancels.class, "repeated");
  }

  @EveryJdk
  void noInterruptGoesAstray(Jdk jdk) {
    with(jdk, ExecutorCancels.class, "many");
  }

  @EveryJdk
  void runsOfARepeatedTaskNeverOverlap(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "overlap");
  }

  @EveryJdk
  void aDelayBeginsWhenTheRunHasEnded(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "delay");
  }

  @EveryJdk
  void runsThatAFixedRateMissedAreMadeUpFor(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "rate");
  }

  @EveryJdk
  void aFailureAfterAnAwaitEndsTheRepetition(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "failure");
  }

  @EveryJdk
  void aFailureAfterAnAwaitReachesTheFuture(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "submit");
  }

  @EveryJdk
  void shutdownEndsARepeatedTaskAfterTheRunThatWaits(Jdk jdk) {
    same(jdk, ExecutorPeriods.class, "shutdown");
  }

  @EveryJdk
  void aThreadWhoseTaskWaitsDoesNotTimeOut(Jdk jdk) {
    same(jdk, ExecutorThreads.class, "time-out");
  }

  @EveryJdk
  void aTaskStaysOnItsThreadWhenThereAreMore(Jdk jdk) {
    same(jdk, ExecutorThreads.class, "more");
  }

  @EveryJdk
  void withTwoThreadsEachTaskStaysOnItsOwn(Jdk jdk) {
    same(jdk, ExecutorThreads.class, "two").hasNo("Backend.pass", SUSPENDED);
  }

  @EveryJdk
  void otherTasksRunMeanwhileInOrderAndOnTime(Jdk jdk) {
    Report report = same(jdk, ExecutorThreads.class, "others");
    if (jdk.suspends()) {
      // The thread that waits would find new tasks without it too, but late.
      report.has("executor: java.util.concurrent.ThreadPoolExecutor.ensurePrestart");
    }
  }

  @EveryJdk
  void tasksThatWaitForTheirTurnStayInTheQueue(Jdk jdk) {
    same(jdk, ExecutorThreads.class, "queue");
  }

  @SuspendingJdk
  void aTaskMayWaitForAnotherOneOfItsExecutor(Jdk jdk) {
    with(jdk, ExecutorThreads.class, "own-future");
  }

  @EveryJdk
  void futuresAndStagesAreTasksToo(Jdk jdk) {
    Report report = same(jdk, ExecutorThreads.class, "stages");
    if (jdk.suspends()) {
      report.has("Backend.pass", "1 call: 1 suspended the handler");
    }
  }

  @EveryJdk
  void otherExecutorsAndPoolsAreNoLoops(Jdk jdk) {
    same(jdk, ExecutorThreads.class, "no-loop").hasNo("Backend", SUSPENDED);
  }

  @EveryJdk
  void hooksAreToldOfEachTaskOnceAndOfNothingElse(Jdk jdk) {
    same(jdk, ExecutorHooks.class, "once");
  }

  @EveryJdk
  void aHookThatFailsEndsTheThreadAndTheNextOneIsALoopToo(Jdk jdk) {
    same(jdk, ExecutorHooks.class, "failing");
  }

  @EveryJdk
  void aHookThatFailsMeanwhileIsToldToTheThreadsHandler(Jdk jdk) {
    same(jdk, ExecutorHooks.class, "failing-meanwhile");
  }

  @EveryJdk
  void decoratedTasksKeepTheirOrder(Jdk jdk) {
    same(jdk, ExecutorHooks.class, "decorated");
  }

  /** Runs it without the agent, which is the measure, and with it. */
  private static Report same(Jdk jdk, Class<?> fixture, String what) {
    ChildJvm.on(jdk).main(fixture).arguments(what, false).run().succeeds().stdoutIs("ok");
    return with(jdk, fixture, what);
  }

  private static Report with(Jdk jdk, Class<?> fixture, String what) {
    Run run = ChildJvm.on(jdk).agent(RULES).main(fixture).arguments(what, jdk.suspends()).run();
    return run.succeeds().stdoutIs("ok").report();
  }
}
