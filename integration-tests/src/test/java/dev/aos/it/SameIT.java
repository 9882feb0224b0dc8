package dev.aos.it;

import dev.aos.it.fixture.same.Play;
import dev.aos.it.fixture.same.Scenarios;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Recordings;
import dev.aos.it.harness.Run;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One scripted client after the other does what clients can do to a Netty server: without the agent
 * and with it, every client gets the same bytes and every handler sees the same events.
 */
class SameIT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.same.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String FILE = "recordings.txt";

  private static final Map<Jdk, Recordings> WITHOUT = new ConcurrentHashMap<>();
  private static final Map<Jdk, Recordings> WITH = new ConcurrentHashMap<>();

  static Stream<Arguments> scenarios() {
    return Jdks.all().stream()
        .flatMap(jdk -> Scenarios.names().stream().map(name -> Arguments.of(jdk, name)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("scenarios")
  void nobodySeesADifference(Jdk jdk, String scenario) {
    Recordings without = WITHOUT.computeIfAbsent(jdk, SameIT::playWithout);
    WITH.computeIfAbsent(jdk, SameIT::playWith).checkSame(scenario, without);
  }

  private static Recordings playWithout(Jdk jdk) {
    return new Recordings(play(ChildJvm.on(jdk)).file(FILE));
  }

  private static Recordings playWith(Jdk jdk) {
    Run run = play(ChildJvm.on(jdk).agent(RULES));
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return new Recordings(run.file(FILE));
  }

  private static Run play(ChildJvm child) {
    return child.main(Play.class).arguments(FILE).run().succeeds();
  }
}
