package dev.aos.it;

import dev.aos.it.difference.Difference;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.RandomPrograms;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.SuspendingJdk;
import java.util.regex.Pattern;

/**
 * Random programs come to the same as they are and woven: results, exceptions with their frames,
 * effects and their order. {@code -Daos.seed=SEED} repeats a run; a program that is found is shrunk
 * and left in the child's directory, to be kept in {@code src/test/resources/difference}.
 */
@InContainers
class DifferenceIT {

  private static final int LEAST_PERCENT_ON_WORKERS = 80;

  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.difference.woven.**"], loop: LOOP}
      offload:
        - dev.aos.it.difference.library.Library
        - dev.aos.it.difference.library.Node
        - dev.aos.it.difference.library.Node.new
        - dev.aos.it.difference.library.Face
        - dev.aos.it.difference.library.Base
        - "dev.aos.it.difference.woven.*.dispatched*"
      """;

  private static final String OWN_LOOP =
      RULES.replace("LOOP", "own")
          + """
          loops:
            own:
              entries:
                - {method: dev.aos.it.fixture.support.Loop.handle, lane: arg0, resume: this}
              inside: this.isCurrent()
          """;

  private static final String SCHEDULED_EXECUTOR =
      RULES.replace("LOOP", "executor").replace("**\"]", "**\", dev.aos.it.difference.Handler]");

  private static final RandomPrograms PROGRAMS =
      new RandomPrograms(
          Difference.class,
          2_500,
          Pattern.compile(
              "(?<programs>\\d+) programs, (?<workers>\\d+) calls on workers, \\d+ held,"
                  + " (?<direct>\\d+) direct"));

  @SuspendingJdk
  void programsThatAreSuspendedAtEachCallComeToTheSame(Jdk jdk) {
    run(jdk, OWN_LOOP, Rounds.programs(2_000, 100_000));
  }

  @SuspendingJdk
  void tasksOfAnExecutorComeToTheSame(Jdk jdk) {
    run(jdk, SCHEDULED_EXECUTOR, Rounds.programs(500, 5_000), Difference.SCHEDULED);
  }

  @EveryJdk
  void programsThatBlockForEachCallComeToTheSame(Jdk jdk) {
    String rules = RULES.replace("LOOP", "none");
    run(jdk, rules, jdk.suspends() ? Rounds.programs(500, 5_000) : Rounds.atLeast(1_000));
  }

  private static void run(Jdk jdk, String rules, int programs, String... more) {
    PROGRAMS.run(jdk, rules, programs, DifferenceIT::checkCounts, more);
  }

  private static void checkCounts(RandomPrograms.Batch batch) {
    batch.check(batch.count("programs") >= batch.programs(), "too few programs");
    long onWorkers = batch.count("workers");
    long direct = batch.count("direct");
    batch.check(
        onWorkers * 100 > (onWorkers + direct) * LEAST_PERCENT_ON_WORKERS,
        "too few calls were dispatched");
  }
}
