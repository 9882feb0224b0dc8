package dev.aos.it;

import dev.aos.it.fixture.websocket.SameScenes;
import dev.aos.it.fixture.websocket.SuspendedScenes;
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
 * Servers that talk WebSocket: whatever a client sends while a handler is suspended waits, and
 * nobody sees a difference.
 */
class WebSocketIT {

  private static final ScenePlayer PLAYER = new ScenePlayer("dev.aos.it.fixture.websocket.**");

  static Stream<Arguments> same() {
    return ScenePlayer.everywhere(
        Jdks.all(), List.of(Netty.NEWEST_4_1, Netty.NEWEST_4_2), SameScenes.names());
  }

  static Stream<Arguments> suspended() {
    return ScenePlayer.everywhere(
        Jdks.suspending(), List.of(Netty.NEWEST_4_1, Netty.NEWEST_4_2), SuspendedScenes.names());
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("same")
  void nobodySeesADifference(Jdk jdk, Netty netty, String scene) {
    PLAYER.checkSame(jdk, netty, SameScenes.class, scene);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}", allowZeroInvocations = true)
  @MethodSource("suspended")
  void whatComesWhileAHandlerIsSuspendedIsDealtWithInOrder(Jdk jdk, Netty netty, String scene) {
    PLAYER.checkPlayed(jdk, netty, SuspendedScenes.class, scene);
  }
}
