package dev.aos.it;

import dev.aos.it.difference.Difference;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Random programs come to the same as they are and woven: results, exceptions with their frames,
 * effects and their order. {@code -Daos.seed=SEED} repeats a run; a program that is found is shrunk
 * and left in the child's directory, to be kept in {@code src/test/resources/difference}.
 */
class DifferenceIT {

  private static final long SEED = Long.getLong("aos.seed", System.nanoTime());

  /** The agent keeps something of each call site, so not all programs run in one JVM. */
  private static final int IN_ONE_JVM = 2_500;

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

  private static final Pattern COUNTS =
      Pattern.compile("(\\d+) programs, (\\d+) calls on workers, (\\d+) held, (\\d+) direct");

  @SuspendingJdk
  void programsThatAreSuspendedAtEachCallComeToTheSame(Jdk jdk) {
    run(jdk, OWN_LOOP, Rounds.of(2_000, 100_000));
  }

  @SuspendingJdk
  void tasksOfAnExecutorComeToTheSame(Jdk jdk) {
    run(jdk, SCHEDULED_EXECUTOR, Rounds.atLeast(500), Difference.SCHEDULED);
  }

  @EveryJdk
  void programsThatBlockForEachCallComeToTheSame(Jdk jdk) {
    String rules = RULES.replace("LOOP", "none");
    run(jdk, rules, jdk.suspends() ? Rounds.atLeast(500) : Rounds.atLeast(1_000));
  }

  private static void run(Jdk jdk, String rules, int programs, String... more) {
    for (int first = 0; first < programs; first += IN_ONE_JVM) {
      int count = Math.min(IN_ONE_JVM, programs - first);
      System.out.println(jdk + ": seed " + SEED + ", " + count + " programs from " + first);
      Run run =
          ChildJvm.on(jdk)
              .agent(rules)
              .classPath(Jars.asm())
              // Code that runs once is not worth a better compiler.
              .jvmArgument("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
              .main(Difference.class)
              .arguments(SEED, first, count)
              .arguments((Object[]) more)
              .timeout(Duration.ofMinutes(15))
              .run()
              .succeeds();
      checkCounts(run, count);
    }
  }

  private static void checkCounts(Run run, int programs) {
    Matcher counts = COUNTS.matcher(run.stdout());
    run.check(counts.find(), "no counts on stdout");
    System.out.print(run.stdout());
    run.check(Integer.parseInt(counts.group(1)) >= programs, "too few programs");
    long onWorkers = Long.parseLong(counts.group(2));
    long direct = Long.parseLong(counts.group(4));
    run.check(
        onWorkers * 100 > (onWorkers + direct) * LEAST_PERCENT_ON_WORKERS,
        "too few calls were dispatched");
  }
}
