package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aos.it.fixture.coexist.Server;
import dev.aos.it.fixture.coexist.Traced;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.ExecutionData;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Rounds;
import dev.aos.it.harness.Run;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other agents change classes too, before AOS or after it. */
class CoexistenceIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.coexist.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String PACKAGE = "dev.aos.it.fixture.coexist.";
  private static final String COVERAGE = "jacoco.exec";

  /** The newest JDK that the release in the pom was made for, as far as this test needs it. */
  private static final int BLOCKHOUND_KNOWS = 27;

  /** What children did without AOS. */
  private static final Map<String, Run> ALONE = new ConcurrentHashMap<>();

  /** Where another agent stands in the JVM's arguments: before AOS, after it, or without it. */
  enum Order {
    ALONE,
    BEFORE,
    AFTER
  }

  static Stream<Arguments> orders() {
    return Jdks.all().stream()
        .flatMap(
            jdk -> Stream.of(Order.BEFORE, Order.AFTER).map(order -> Arguments.of(jdk, order)));
  }

  /** One order on each JDK, unless there is time. */
  static Stream<Arguments> someOrders() {
    return orders()
        .filter(
            order ->
                Rounds.of(0, 1) == 1
                    || order.get()[1]
                        == (order.get()[0] == Jdks.newest() ? Order.BEFORE : Order.AFTER));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("orders")
  void jacocoMeetsTheSameProbes(Jdk jdk, Order order) {
    Run alone = ALONE.computeIfAbsent("jacoco " + jdk, key -> covered(jdk, Order.ALONE));
    Run both = covered(jdk, order);
    assertEquals(alone.stdout(), both.stdout());
    // With the class's identity in them: JaCoCo tells classes by their bytes.
    Map<String, String> probes = ExecutionData.read(alone.bytes(COVERAGE));
    assertTrue(probes.containsKey(PACKAGE + "Service"), probes::toString);
    assertEquals(probes, ExecutionData.read(both.bytes(COVERAGE)));
    isAtWork(jdk, both, 3);
  }

  private static Run covered(Jdk jdk, Order order) {
    String argument = "destfile=" + COVERAGE + ",includes=" + PACKAGE + "*";
    return with(jdk, order, "jacoco-agent", argument)
        .main(Server.class)
        .arguments("load", "delay", "fail", "sleep")
        .run()
        .succeeds();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("orders")
  void blockHoundHasNothingToSayOfCallsThatLeaveTheLoop(Jdk jdk, Order order) {
    assumeTrue(
        jdk.feature() <= BLOCKHOUND_KNOWS, "BlockHound can't read the class files of " + jdk);
    String blocking = "BlockingOperationError: Blocking call! java.lang.Thread.sleep";
    ALONE
        .computeIfAbsent("blockhound " + jdk, key -> watched(jdk, Order.ALONE, "load", "delay"))
        .stdoutHas("load: value of key\ndelay: " + blocking);
    if (jdk.suspends()) {
      Run both = watched(jdk, order, "load", "delay", "fail", "sleep", "wait");
      both.stdoutHas("load: value of key\ndelay: value of key\n")
          .stdoutHas("fail: IllegalArgumentException: as expected\nsleep: " + blocking)
          .stdoutHas("open: opened\nwait: passed\n");
      isAtWork(jdk, both, 4);
    } else {
      Run both = watched(jdk, order, "load", "delay");
      both.stdoutHas("load: value of key\ndelay: " + blocking);
      isAtWork(jdk, both, 2);
    }
  }

  private static Run watched(Jdk jdk, Order order, Object... lines) {
    Run run =
        with(jdk, order, "blockhound", "")
            .jvmArgument("-XX:+AllowRedefinitionToAddDeleteMethods")
            .main(Server.class)
            .arguments(lines)
            .run()
            .exitsWith(0);
    // The JVM warns of the option.
    run.stderr()
        .lines()
        .filter(line -> !line.contains("AllowRedefinitionToAddDeleteMethods was deprecated"))
        .forEach(line -> run.check(line.startsWith("[aos] "), "stderr has another line: " + line));
    return run;
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("someOrders")
  void theSpanOfOpenTelemetryIsTheSameAfterAnAwait(Jdk jdk, Order order) {
    Run both =
        with(jdk, order, "opentelemetry-javaagent", "")
            .classPath(
                Jars.source(Span.class),
                Jars.source(Context.class),
                Jars.source(ComponentLoader.class))
            .jvmArgument(
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-Dotel.javaagent.logging=none")
            .main(Traced.class)
            .arguments(jdk.suspends() ? "suspended" : "directly")
            .run()
            .succeeds();
    both.stdoutHas("ok\n").stderrHasNo("thread state");
    isAtWork(jdk, both, 2);
  }

  private static ChildJvm with(Jdk jdk, Order order, String jar, String argument) {
    ChildJvm child = ChildJvm.on(jdk);
    if (jdk.feature() >= 23) {
      // The JVM warns of what these agents do.
      child.jvmArgument("--sun-misc-unsafe-memory-access=allow");
    }
    return switch (order) {
      case ALONE -> child.agentFrom(Jars.child(jar), argument);
      case BEFORE -> child.agentFrom(Jars.child(jar), argument).agent(RULES);
      case AFTER -> child.agent(RULES).agentFrom(Jars.child(jar), argument);
    };
  }

  /** So many calls suspended their handler, or would have. */
  private static void isAtWork(Jdk jdk, Run run, int calls) {
    String counted = jdk.suspends() ? " suspended the handler" : " this JVM can't suspend handlers";
    run.stderrHas(calls + " calls: ").stderrHas(calls + counted);
  }
}
