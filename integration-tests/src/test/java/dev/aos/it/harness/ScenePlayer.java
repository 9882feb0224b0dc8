package dev.aos.it.harness;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Lets child JVMs play all scenes of a fixture at once, and tells of each by itself. A fixture is
 * played once in each way.
 */
public final class ScenePlayer {

  private static final String FILE = "recordings.txt";

  private final String rules;
  private final Map<List<Object>, Recordings> played = new ConcurrentHashMap<>();

  /**
   * @param packages the pattern of the event-loop classes; the backend's calls are offloaded
   */
  public ScenePlayer(String packages) {
    this.rules =
        """
        version: 1
        event-loops:
          - classes: ["%s"]
        offload:
          - dev.aos.it.fixture.backend.**
        """
            .formatted(packages);
  }

  /** Every scene on every JDK with every Netty, in this order of arguments. */
  public static Stream<Arguments> everywhere(
      List<Jdk> jdks, List<Netty> nettys, List<String> scenes) {
    return jdks.stream()
        .flatMap(
            jdk ->
                nettys.stream()
                    .flatMap(
                        netty -> scenes.stream().map(scene -> Arguments.of(jdk, netty, scene))));
  }

  /** A scene is the same without the agent and with it. */
  public void checkSame(Jdk jdk, Netty netty, Class<?> fixture, String scene) {
    Recordings without =
        played.computeIfAbsent(
            List.of("without", jdk, netty, fixture),
            key -> recordings(play(netty.on(jdk), fixture)));
    with(jdk, netty, fixture).checkSame(scene, without);
  }

  /** A scene is played to its end with the agent. */
  public void checkPlayed(Jdk jdk, Netty netty, Class<?> fixture, String scene) {
    with(jdk, netty, fixture).checkPlayed(scene);
  }

  private Recordings with(Jdk jdk, Netty netty, Class<?> fixture) {
    return played.computeIfAbsent(
        List.of("with", jdk, netty, fixture),
        key -> {
          Run run = play(netty.on(jdk).agent(rules), fixture);
          run.report()
              .has("woven", jdk.suspends() ? "suspended the handler" : "can't suspend handlers");
          return recordings(run);
        });
  }

  private static Recordings recordings(Run run) {
    return new Recordings(run.file(FILE));
  }

  private static Run play(ChildJvm child, Class<?> fixture) {
    return child.main(fixture).arguments(FILE).run().succeeds();
  }
}
