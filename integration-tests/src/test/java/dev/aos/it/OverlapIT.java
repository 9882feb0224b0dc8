package dev.aos.it;

import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.RandomPrograms;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import dev.aos.it.overlap.Limited;
import dev.aos.it.overlap.Overlap;
import dev.aos.it.overlap.Refused;
import dev.aos.it.overlap.Together;
import java.util.regex.Pattern;

/**
 * Calls of {@code await: use} overlap, and the program can't tell: its results, the first exception
 * with the line of its call, and the order of effects are those of the unwoven one. {@code
 * -Daos.seed=SEED} repeats a run.
 */
@InContainers
class OverlapIT {

  private static final String LOOP =
      """
      loops:
        own:
          entries:
            - {method: dev.aos.it.fixture.support.Loop.handle, lane: arg0, resume: this.execute(it)}
          inside: this.isCurrent()
      """;

  private static final String RANDOM =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.overlap.woven.**"], loop: KIND}
      offload:
        - {call: "dev.aos.it.overlap.Shelf.write", await: use}
        - {call: "dev.aos.it.overlap.Shelf.note", await: use}
        - {call: dev.aos.it.overlap.Shelf, await: use, effect: read}
      """;

  private static final String TOGETHER =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.overlap.Together$Handler"], loop: KIND}
      offload:
        - {call: dev.aos.it.overlap.Together$Meeting, await: WHEN, effect: read}
      """;

  private static final String REFUSED =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.overlap.Refused$Handler"], loop: own}
      offload:
        - {call: dev.aos.it.overlap.Refused$Shelf, await: use, effect: read}
      pure: [dev.aos.it.overlap.Refused$Meanwhile.pass]
      """;

  private static final String LIMITED =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.overlap.Limited$Handler"], loop: own}
      offload:
        - {call: dev.aos.it.overlap.Limited$Shelf, await: use, effect: read}
      executors: {default: {per-loop: 2}}
      """;

  private static final RandomPrograms PROGRAMS =
      new RandomPrograms(
          Overlap.class,
          5_000,
          Pattern.compile("\\d+ programs, (?<overlapped>\\d+) calls overlapped"));

  @EveryJdk
  void programsOnALoopComeToTheSame(Jdk jdk) {
    run(jdk, RANDOM.replace("KIND", "own") + LOOP, Rounds.programs(2_000, 100_000));
  }

  @EveryJdk
  void programsWithoutALoopComeToTheSame(Jdk jdk) {
    run(jdk, RANDOM.replace("KIND", "none"), Rounds.programs(500, 10_000));
  }

  private static void run(Jdk jdk, String rules, int programs) {
    PROGRAMS.run(jdk, rules, programs, OverlapIT::checkCounts);
  }

  private static void checkCounts(RandomPrograms.Batch batch) {
    batch.check(batch.count("overlapped") > batch.programs() / 10, "too few calls overlapped");
  }

  @SuspendingJdk
  void readsOfOneHandlerAreUnderWayTogetherAndTheLoopIsFree(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(TOGETHER.replace("KIND", "own").replace("WHEN", "use") + LOOP)
        .main(Together.class)
        .arguments(4)
        .run()
        .succeeds()
        .stdoutIs("abc")
        .report()
        .has("deferred: awaited at line");
  }

  @EveryJdk
  void whereNoHandlerCanBeSuspendedTheyAreByThemselves(Jdk jdk) {
    String kind = jdk.suspends() ? "none" : "own";
    ChildJvm.on(jdk)
        .agent(
            TOGETHER.replace("KIND", kind).replace("WHEN", "auto") + (jdk.suspends() ? "" : LOOP))
        .main(Together.class)
        .arguments(3)
        .run()
        .succeeds()
        .stdoutIs("abc");
  }

  @SuspendingJdk
  void aHandlerThatCannotBeSuspendedForItsReadsBlocksForThoseThatHaveBegun(Jdk jdk) {
    refused(jdk, "begun", 2).report().has("default: 4 calls done").has("blocked for a worker");
  }

  @SuspendingJdk
  void aHandlerThatCannotBeSuspendedForItsReadsMakesThoseThatNobodyHasBegun(Jdk jdk) {
    refused(jdk, "not begun", 1)
        .report()
        .has("default: 4 calls done")
        .has("2 pinned the loop (2 the JVM refused to suspend here)");
  }

  private static Run refused(Jdk jdk, String reads, int threads) {
    String executors = "executors: {default: {threads: " + threads + "}}\n";
    return ChildJvm.on(jdk)
        .agent(REFUSED + executors + LOOP)
        .jvmArgument("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED")
        .main(Refused.class)
        .arguments(reads)
        .run()
        .succeeds()
        .stdoutIs("ok");
  }

  @EveryJdk
  void noMoreReadsOfOneLoopAreUnderWayThanTheExecutorLets(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(LIMITED + LOOP)
        .main(Limited.class)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .has("deferred: awaited at line")
        .has("default: 3 calls done");
  }
}
