package dev.aos.it;

import dev.aos.it.fixture.reactor.Blocks;
import dev.aos.it.fixture.reactor.Disconnected;
import dev.aos.it.fixture.reactor.Failing;
import dev.aos.it.fixture.reactor.LateError;
import dev.aos.it.fixture.reactor.OffTheLoop;
import dev.aos.it.fixture.reactor.Operators;
import dev.aos.it.fixture.reactor.SlowClients;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.EveryJdk;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Run;
import dev.aos.it.harness.SuspendingJdk;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Blocking calls in Reactor's operators, on the loops of Reactor Netty: 1.2 on Netty 4.1 and 1.3 on
 * Netty 4.2. The rules say nothing about Reactor.
 */
class ReactorIT {

  static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.reactor.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final List<String> PLACES =
      List.of(
          "handler",
          "map",
          "body",
          "later",
          "many",
          "written",
          "client",
          "request",
          "fresh",
          "context",
          "failed",
          "recovered");

  static Stream<Arguments> versions() {
    return versions(Jdks.all());
  }

  static Stream<Arguments> suspendingVersions() {
    return versions(Jdks.suspending());
  }

  private static Stream<Arguments> versions(List<Jdk> jdks) {
    return Stream.of("1.2", "1.3")
        .flatMap(version -> jdks.stream().map(jdk -> Arguments.of(jdk, version)));
  }

  @ParameterizedTest(name = "{0}, Reactor Netty {1}")
  @MethodSource("versions")
  void theLoopServesOthersWhereverTheCallStands(Jdk jdk, String version) {
    Report report =
        run(
            reactor(jdk, version)
                .main(Operators.class)
                .arguments(jdk.suspends() ? "suspends" : "direct")
                .arguments(PLACES.toArray()));
    if (jdk.suspends()) {
      for (String place : PLACES) {
        report.has("  woven ", site(place), "Backend.pass", "24 calls: 24 suspended");
      }
      report.has("Backend.fail", "24 calls: 24 suspended the handler");
    }
  }

  private static String site(String place) {
    return place.equals("handler") ? "Operators.handler:" : "Operators.lambda$" + place + "$";
  }

  @EveryJdk
  void anExceptionOfACallBecomesTheServersAnswer(Jdk jdk) {
    run(reactor(jdk, "1.3").main(Failing.class))
        .has("Backend.fail", jdk.suspends() ? "20 suspended the handler" : "20 ran directly");
  }

  @SuspendingJdk
  void handlersOfClientsThatAreGoneRunToTheirEnd(Jdk jdk) {
    run(reactor(jdk, "1.3").main(Disconnected.class))
        .has("Backend.pass", "10 calls: 10 suspended the handler");
  }

  @ParameterizedTest(name = "{0}, Reactor Netty {1}", allowZeroInvocations = true)
  @MethodSource("suspendingVersions")
  void whatASlowClientLetsTheServerSendLaterIsSuspendedToo(Jdk jdk, String version) {
    run(reactor(jdk, version).main(SlowClients.class))
        .has("SlowClients.element", "Backend.load", "1,600 calls: 1,600 suspended the handler")
        .has("SlowClients.end", "Backend.load", "4 calls: 4 suspended the handler");
  }

  @SuspendingJdk
  void aMonitorThatIsGoneStillKeepsOthersOut(Jdk jdk) {
    run(reactor(jdk, "1.3").main(LateError.class))
        .has("Backend.pass", "1 call: 1 suspended the handler")
        .has("FluxConcatMapNoPrefetchSubscriber.innerNext: one at a time, without a monitor");
  }

  @SuspendingJdk
  void callsOnReactorsOwnSchedulersRunDirectly(Jdk jdk) {
    run(reactor(jdk, "1.3").main(OffTheLoop.class))
        .has("Backend.thread", "4 calls: 4 ran directly (4 off the loop)");
  }

  @ParameterizedTest(name = "{0}, Reactor Netty {1}", allowZeroInvocations = true)
  @MethodSource("suspendingVersions")
  void aHandlerMayBlockForAPublisher(Jdk jdk, String version) {
    String rules = RULES + "  - {include: reactor/waits}\n";
    run(reactor(jdk, rules, version).main(Blocks.class))
        .has("reactor.core.publisher.Mono.block", "1 of them waited without a worker")
        .has("reactor.core.publisher.Flux.blockLast", "1 of them waited without a worker")
        .hasNo("on workers")
        .hasNo("Incidents");
  }

  /** A JVM with the agent and that version of Reactor Netty, which logs nothing. */
  static ChildJvm reactor(Jdk jdk, String version) {
    return reactor(jdk, RULES, version);
  }

  private static ChildJvm reactor(Jdk jdk, String rules, String version) {
    return ChildJvm.on(jdk)
        .nativeAccess()
        .agent(rules)
        .classPath(Jars.children("reactor-netty-" + version))
        .jvmArgument("-Dio.netty.noUnsafe=true")
        .jvmArgument("-Dreactor.netty.native=false", "-Dreactor.logging.fallback=JDK")
        .file("logging.properties", "handlers=\n")
        .jvmArgument("-Djava.util.logging.config.file=logging.properties");
  }

  static Report run(ChildJvm child) {
    Run run = child.run().succeeds().stdoutIs("ok").stderrHasNo("suspended handler");
    return run.report();
  }
}
