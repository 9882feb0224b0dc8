package dev.aos.it;

import dev.aos.it.fixture.http2.SameScenes;
import dev.aos.it.fixture.http2.SuspendedScenes;
import dev.aos.it.harness.ChildJvm;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Netty;
import dev.aos.it.harness.Recordings;
import dev.aos.it.harness.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that talk HTTP/2: each stream is a channel, and so a lane, of its own; a connection that
 * has one handler for all its streams is one lane.
 */
class Http2IT {

  private static final String RULES =
      """
      version: 1
      event-loops:
        - classes: ["dev.aos.it.fixture.http2.**"]
      offload:
        - dev.aos.it.fixture.backend.**
      """;

  private static final String FILE = "recordings.txt";

  private static final Map<List<Object>, Recordings> PLAYED = new ConcurrentHashMap<>();

  static Stream<Arguments> same() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                Stream.of(Netty.NEWEST_4_1, Netty.NEWEST_4_2)
                    .flatMap(
                        netty ->
                            SameScenes.names().stream()
                                .map(scene -> Arguments.of(jdk, netty, scene))));
  }

  static Stream<Arguments> suspended() {
    return Jdks.suspending().stream()
        .flatMap(
            jdk ->
                Stream.of(Netty.values())
                    .flatMap(
                        netty ->
                            SuspendedScenes.names().stream()
                                .map(scene -> Arguments.of(jdk, netty, scene))));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("same")
  void nobodySeesADifference(Jdk jdk, Netty netty, String scene) {
    Recordings without =
        PLAYED.computeIfAbsent(
            List.of("without", jdk, netty),
            key -> recordings(play(netty.on(jdk), SameScenes.class)));
    PLAYED
        .computeIfAbsent(
            List.of("with", jdk, netty),
            key -> woven(jdk, play(netty.on(jdk).agent(RULES), SameScenes.class)))
        .checkSame(scene, without);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}", allowZeroInvocations = true)
  @MethodSource("suspended")
  void streamsAreIndependentAndInOrderWhileHandlersAreSuspended(
      Jdk jdk, Netty netty, String scene) {
    PLAYED
        .computeIfAbsent(
            List.of("suspended", jdk, netty),
            key -> woven(jdk, play(netty.on(jdk).agent(RULES), SuspendedScenes.class)))
        .checkPlayed(scene);
  }

  private static Recordings woven(Jdk jdk, Run run) {
    run.report().has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
    return recordings(run);
  }

  private static Recordings recordings(Run run) {
    return new Recordings(run.file(FILE));
  }

  private static Run play(ChildJvm child, Class<?> scenes) {
    return child.main(scenes).arguments(FILE).run().succeeds();
  }
}
