package dev.aos.it;

import dev.aos.it.fixture.loops.ReactorEnd;
import dev.aos.it.fixture.loops.ReactorResults;
import dev.aos.it.fixture.loops.ReactorServer;
import dev.aos.it.fixture.loops.ReactorTasks;
import dev.aos.it.fixture.loops.ScheduledLoop;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops that a rule file defines, and bundled ones that it has to name. */
class LoopsIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.loops.**"]
          loop: LOOP
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String REACTOR =
      RULES.replace("LOOP", "reactor")
          + """
          loops:
            reactor:
              entries:
                - method: dev.aos.it.fixture.loops.Reactor.onReadable
                  lane: arg0
                  RESUME
              inside: this.isCurrent()
              reading: this.isReading(lane)
              pause: this.read(lane, false)
              resume-reading: this.read(lane, true)
          """;

  private static final String AT_SELECT = "at: \"java.nio.channels.Selector+.select\"";

  static Stream<Arguments> waysBackOntoTheLoop() {
    return Stream.of(
            AT_SELECT,
            "resume: this",
            "resume: this.tasks\n        wakeup: this.wakeup()",
            "resume: this.execute(it)")
        .flatMap(way -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("waysBackOntoTheLoop")
  void aReactorServesOthersMeanwhile(Jdk jdk, String way) {
    run(jdk, REACTOR.replace("RESUME", way), ReactorServer.class)
        .has("reactor: dev.aos.it.fixture.loops.Reactor.onReadable")
        .has("woven", "Backend.pass", "1 call: 1 suspended the handler");
  }

  @SuspendingJdk
  void aReactorWaitsForItsHandlersBeforeItEnds(Jdk jdk) {
    String rules =
        REACTOR.replace("RESUME", AT_SELECT)
            + """
                shutdown:
                  - method: dev.aos.it.fixture.loops.Reactor.confirmEnd
                    when: this.ending
            """;
    run(jdk, rules, ReactorEnd.class)
        .has("reactor: dev.aos.it.fixture.loops.Reactor.confirmEnd: waits for suspended handlers")
        .has("reactor: dev.aos.it.fixture.loops.Reactor.run:", "handlers are resumed around it");
  }

  @SuspendingJdk
  void callersOfEntriesGetTheirResultsAtOnce(Jdk jdk) {
    String rules =
        RULES.replace("LOOP", "auto")
            + """
            loops:
              pipelines:
                entries:
                  - {method: dev.aos.it.fixture.loops.Pipeline.fire, lane: this, resume: this.reactor, result: this}
                  - {method: dev.aos.it.fixture.loops.Pipeline.handle, lane: this, resume: this.reactor}
                inside: this.reactor.isCurrent()
            """;
    run(jdk, rules, ReactorResults.class).has("Backend.pass", "2 calls: 2 suspended the handler");
  }

  @SuspendingJdk
  void tasksOfEventLoopClassesAreSuspendedAndOthersAreNot(Jdk jdk) {
    String rules =
        RULES.replace("LOOP", "auto")
            + """
            loops:
              reactor:
                entries:
                  - method: dev.aos.it.fixture.loops.Reactor.runTask
                    only-for: arg0
                    lane: this
                    resume: this
                inside: this.isCurrent()
            """;
    run(jdk, rules, ReactorTasks.class).has("Backend.pass", "1 call: 1 suspended the handler");
  }

  @EveryJdk
  void tasksOfASingleThreadedExecutorAreSuspended(Jdk jdk) {
    ChildJvm child =
        ChildJvm.on(jdk).agent(RULES.replace("LOOP", "executor")).main(ScheduledLoop.class);
    Run run = child.arguments(jdk.suspends() ? 1 : 2).run().succeeds().stdoutIs("ok");
    if (jdk.suspends()) {
      run.report()
          .has("executor: java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask.run")
          .has("Backend.pass", "1 call: 1 suspended the handler");
    }
  }

  @SuspendingJdk
  void tasksOfAnExecutorWithMoreThreadsAreNot(Jdk jdk) {
    ChildJvm.on(jdk)
        .agent(RULES.replace("LOOP", "executor"))
        .main(ScheduledLoop.class)
        .arguments(2)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .has("Backend.load", "ran directly (");
  }

  @SuspendingJdk
  void anEntryThatCanBeNoneIsAnErrorOfTheRules(Jdk jdk) {
    String rules =
        RULES.replace("LOOP", "auto")
            + """
            loops:
              wrong:
                entries:
                  - {method: dev.aos.it.fixture.loops.Pipeline.fire, lane: this, resume: this.reactor}
                  - {method: java.util.concurrent.FutureTask.run, lane: this, resume: this}
            """;
    ChildJvm.on(jdk)
        .agent(rules)
        .main(ReactorEnd.class)
        .run()
        .stderrHas(
            "rules.yaml:10:9: error: `dev.aos.it.fixture.loops.Pipeline.fire` can't be an entry: it"
                + " returns dev.aos.it.fixture.loops.Pipeline: `result` has to say what its caller"
                + " gets")
        .stderrHas(
            "rules.yaml:11:9: error: `java.util.concurrent.FutureTask.run` gets no guard: it is a"
                + " method of the JDK, and only bundled definitions have entries there");
  }

  private static Report run(Jdk jdk, String rules, Class<?> fixture) {
    return ChildJvm.on(jdk).agent(rules).main(fixture).run().succeeds().stdoutIs("ok").report();
  }
}
