package dev.aos.it;

import dev.aos.it.fixture.waits.Crowds;
import dev.aos.it.fixture.waits.DurationWaits;
import dev.aos.it.fixture.waits.Endings;
import dev.aos.it.fixture.waits.Interrupts;
import dev.aos.it.fixture.waits.JdkWaits;
import dev.aos.it.fixture.waits.NettyWaits;
import dev.aos.it.fixture.waits.Overdue;
import dev.aos.it.fixture.waits.Requests;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Netty;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.ScenePlayer;
import dev.aos.it.harness.SuspendingJdk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that only wait: the handler is suspended, and no worker waits in its place. */
class WaitsIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.waits.**"]
          loop: mini
      offload:
        - {include: jdk/waits}
      loops:
        mini:
          entries:
            - {method: dev.aos.it.fixture.waits.MiniLoop.enter, lane: arg0, resume: this.executor}
            - {method: dev.aos.it.fixture.waits.MiniLoop.closed, lane: arg0, resume: this.executor, closes: true}
          inside: this.isCurrent()
      """;

  private static final String WITHOUT_LIMIT =
      """
      own limit first: java.util.concurrent.TimeoutException
      short sleep: slept
      sleep under a monitor: slept
      done: x
      """;

  private static final String LIMITED =
      """
      get: LATE java.util.concurrent.CompletableFuture.get at HERE OVER
      join: LATE java.util.concurrent.CompletableFuture.join at HERE OVER
      own limit last: LATE java.util.concurrent.CompletableFuture.get at HERE OVER
      in time: x
      sleep: LATE java.lang.Thread.sleep at HERE OVER
      sleep of a unit: LATE java.util.concurrent.TimeUnit.sleep at HERE OVER
      process: LATE java.lang.Process.waitFor at HERE OVER
      request: java.io.InterruptedIOException: [aos] java.net.http.HttpClient.send at HERE OVER
      """
          .replace("LATE", "dev.aos.runtime.OffloadTimeoutException: [aos]")
          .replace("OVER", "has not ended within 200 ms");

  private static final String WITHOUT_WORKER = "suspended the handler, 1 of them waited without";

  @InContainers
  @EveryJdk
  void everyWaitOfTheJdkEndsAsWithoutTheAgent(Jdk jdk) {
    Run without = ChildJvm.on(jdk).main(JdkWaits.class).arguments(false).run().succeeds();
    Run with =
        ChildJvm.on(jdk)
            .agent(RULES)
            .main(JdkWaits.class)
            .arguments(jdk.suspends())
            .run()
            .succeeds()
            .stdoutIs(without.stdout().stripTrailing());
    if (jdk.suspends()) {
      with.report()
          .has("CompletableFuture.get ", "JdkWaits.lambda$completableFutures$0", WITHOUT_WORKER)
          .has("FutureTask.get ", "1 call: 1 suspended the handler; ", "on workers")
          .has("FutureTask.get ", "1 call: 1 ran directly (1 nothing to wait for)")
          .has("Process.waitFor ", WITHOUT_WORKER)
          .has("Thread.sleep ", WITHOUT_WORKER)
          .hasNo("Incidents");
    }
  }

  @SuspendingJdk
  void waitsThatTakeADurationEndAsWithoutTheAgent(Jdk jdk) throws IOException {
    GeneratedWaits waits = GeneratedWaits.of(jdk);
    Run without = durations(waits, ChildJvm.on(jdk), false).succeeds();
    durations(waits, ChildJvm.on(jdk).agent(RULES), true)
        .succeeds()
        .stdoutIs(without.stdout().stripTrailing())
        .report()
        .has("Thread.sleep ", "DurationSleep.await", WITHOUT_WORKER)
        .hasNo("on workers")
        .hasNo("Incidents");
  }

  private static Run durations(GeneratedWaits waits, ChildJvm child, boolean suspends) {
    return child
        .classPath(waits.folder())
        .main(DurationWaits.class)
        .arguments(waits.namesAfter(suspends))
        .run();
  }

  @EveryJdk
  void requestsOfTheJdksClientAreSentAsynchronously(Jdk jdk) {
    Run without = ChildJvm.on(jdk).main(Requests.class).arguments(false).run().succeeds();
    Run with =
        ChildJvm.on(jdk)
            .agent(RULES)
            .main(Requests.class)
            .arguments(jdk.suspends())
            .run()
            .succeeds()
            .stdoutIs(without.stdout().stripTrailing());
    if (jdk.suspends()) {
      with.report().has("HttpClient.send", "of them waited without a worker").hasNo("Incidents");
    }
  }

  @InContainers
  @SuspendingJdk
  void fiftyHandlersOfALoopThatJoinUseNoWorker(Jdk jdk) {
    run(jdk, RULES, Crowds.class, "join", 50)
        .report()
        .has("CompletableFuture.join", "50 suspended the handler, 50 of them waited without");
  }

  @InContainers
  @SuspendingJdk
  void tenThousandHandlersThatSleepUseNoWorker(Jdk jdk) {
    run(jdk, RULES, Crowds.class, "sleep", 10_000)
        .report()
        .has("Thread.sleep", "10,000 suspended the handler, 10,000 of them waited without");
  }

  @EveryJdk
  void whatHoldsAMonitorWaitsOnTheLoop(Jdk jdk) {
    Run run = run(jdk, RULES, Endings.class, "monitor");
    if (jdk.suspends()) {
      run.report().has("CompletableFuture.join", "1 pinned the loop (1 a monitor is held)");
    }
  }

  static Stream<Arguments> waysToEnd() {
    return Stream.of("closed", "closed asleep")
        .flatMap(way -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, way)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("waysToEnd")
  void aHandlerWhoseSourceEndsGoesOnAtOnce(Jdk jdk, String way) {
    String rules = RULES.replace("loop: mini", "loop: mini\n    on-close: cancel");
    run(jdk, rules, Endings.class, way).report().has(WITHOUT_WORKER);
  }

  @SuspendingJdk
  void theJvmEndsWhileAHandlerWaits(Jdk jdk) {
    ChildJvm.on(jdk).agent(RULES).main(Endings.class).arguments("exit").run().exitsWith(3);
  }

  @EveryJdk
  void waitsEndWithTheLimitOfTheirRule(Jdk jdk) {
    String rules = RULES.replace("jdk/waits}", "jdk/waits, timeout: 200ms}");
    Run run =
        ChildJvm.on(jdk)
            .agent(rules)
            .main(Overdue.class)
            .arguments(jdk.suspends())
            .run()
            .succeeds()
            .stdoutIs(WITHOUT_LIMIT + (jdk.suspends() ? LIMITED : "") + "ok");
    if (jdk.suspends()) {
      run.report()
          .has("CompletableFuture.join ", WITHOUT_WORKER + " a worker, 1 of them timed out")
          .has("HttpClient.send ", "of them waited without a worker, ", "of them timed out")
          .has("Process.waitFor ", WITHOUT_WORKER + " a worker, 1 of them timed out")
          .hasNo("Incidents");
    }
  }

  static Stream<Arguments> interrupts() {
    return Stream.of("sleep", "get", "join")
        .flatMap(wait -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, wait)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("interrupts")
  void aTaskThatIsCancelledEndsItsWaitIfAnInterruptWould(Jdk jdk, String wait) {
    Run run = run(jdk, RULES.replace("loop: mini", "loop: executor"), Interrupts.class, wait);
    if (jdk.suspends()) {
      run.report().has(WITHOUT_WORKER).hasNo("Incidents");
    }
  }

  static Stream<Arguments> nettys() {
    return ScenePlayer.everywhere(Jdks.suspending(), List.of(Netty.values()), List.of(""));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("nettys")
  void futuresOfNettyCanBeWaitedForOnTheLoop(Jdk jdk, Netty netty, String scene) {
    String rules =
        RULES
            .replace("loop: mini", "loop: netty")
            .replace("jdk/waits}", "jdk/waits}\n  - {include: netty/waits}");
    netty
        .on(jdk)
        .agent(rules)
        .main(NettyWaits.class)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report()
        .has("io.netty.util.concurrent.Promise.sync", WITHOUT_WORKER)
        .hasNo("on workers")
        .hasNo("Incidents");
  }

  private static Run run(Jdk jdk, String rules, Class<?> fixture, Object... arguments) {
    return ChildJvm.on(jdk)
        .agent(rules)
        .main(fixture)
        .arguments(arguments)
        .run()
        .succeeds()
        .stdoutIs("ok");
  }
}
