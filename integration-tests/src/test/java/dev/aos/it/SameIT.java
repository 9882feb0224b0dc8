package dev.aos.it;

import dev.aos.it.fixture.same.Play;
import dev.aos.it.fixture.same.Scenarios;
import dev.aos.it.harness.Jdk;
import dev.aos.it.harness.Jdks;
import dev.aos.it.harness.Netty;
import dev.aos.it.harness.ScenePlayer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One scripted client after the other does what clients can do to a Netty server: without the agent
 * and with it, every client gets the same bytes and every handler sees the same events.
 */
class SameIT {

  private static final ScenePlayer PLAYER = new ScenePlayer("dev.aos.it.fixture.same.**");

  static Stream<Arguments> scenarios() {
    return ScenePlayer.everywhere(Jdks.all(), List.of(Netty.NEWEST_4_2), Scenarios.names());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("scenarios")
  void nobodySeesADifference(Jdk jdk, Netty netty, String scenario) {
    PLAYER.checkSame(jdk, netty, Play.class, scenario);
  }
}
