package dev.aos.it;

import dev.aos.it.fixture.vertx.Contexts;
import dev.aos.it.fixture.vertx.Doors;
import dev.aos.it.fixture.vertx.Failing;
import dev.aos.it.fixture.vertx.Waits;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Report;
import dev.aos.it.harness.Rounds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Vert.x 4 on Netty 4.1, and Vert.x 5 on Netty 4.2. */
class VertxIT {

  private static final List<String> VERSIONS = List.of("vertx-4", "vertx-5");

  private static final String RULES =
      """
      version: 1
      event-loops:
        - {classes: ["dev.aos.it.fixture.vertx.**"], loop: vertx}
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  static Stream<Arguments> doors() {
    return Stream.of(
            "http", "timer", "periodic", "context", "event bus", "future", "failure", "verticle")
        .flatMap(VertxIT::everywhere);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}", allowZeroInvocations = true)
  @MethodSource("doors")
  void theLoopIsFreeWhicheverDoorTheHandlerWasEnteredBy(Jdk jdk, String version, String door) {
    run(jdk, version, Doors.class, door).has("Backend.pass", "suspended the handler");
  }

  static Stream<Arguments> failures() {
    return Stream.of("timer", "context", "future").flatMap(VertxIT::everywhere);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}", allowZeroInvocations = true)
  @MethodSource("failures")
  void vertxGetsWhatAHandlerThrowsAfterItsAwait(Jdk jdk, String version, String door) {
    run(jdk, version, Failing.class, door).has("Backend.pass", "1 call: 1 suspended the handler");
  }

  static Stream<Arguments> all() {
    return VERSIONS.stream()
        .flatMap(version -> Jdks.all().stream().map(jdk -> Arguments.of(jdk, version)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("all")
  void everyHandlerFindsItsContextAfterEveryAwait(Jdk jdk, String version) {
    Report report = run(jdk, version, Contexts.class, Rounds.of(1, 100));
    if (jdk.suspends()) {
      report.has("Delayed.load", "suspended the handler");
    }
  }

  static Stream<Arguments> suspending() {
    return VERSIONS.stream()
        .flatMap(version -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, version)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("suspending")
  void aHandlerWaitsForAFutureOnItsLoop(Jdk jdk, String version) {
    String rules = RULES + "  - {include: vertx/waits}\n  - {include: jdk/waits}\n";
    run(jdk, rules, version, Waits.class, version)
        .has("io.vertx.core.Future.await", "1 of them waited without a worker")
        .hasNo("on workers")
        .hasNo("Incidents");
  }

  private static Stream<Arguments> everywhere(String what) {
    return VERSIONS.stream()
        .flatMap(
            version -> Jdks.suspending().stream().map(jdk -> Arguments.of(jdk, version, what)));
  }

  private static Report run(Jdk jdk, String version, Class<?> fixture, Object... arguments) {
    return run(jdk, RULES, version, fixture, arguments);
  }

  private static Report run(
      Jdk jdk, String rules, String version, Class<?> fixture, Object... arguments) {
    return ChildJvm.on(jdk)
        .nativeAccess()
        // Netty 4.1 would have the JVM warn.
        .jvmArgument("-Dio.netty.noUnsafe=true")
        .agent(rules)
        .classPath(Jars.children(version))
        .main(fixture)
        .arguments(arguments)
        .run()
        .succeeds()
        .stdoutIs("ok")
        .report();
  }
}
