package dev.aos.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.demo.server.DemoServer;
import dev.aos.demo.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LoadClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir static Path directory;
  static DemoServer server;

  @BeforeAll
  static void start() throws Exception {
    server = DemoServer.start(new ServerOptions(0, 1, 4, Optional.of(directory)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyPathIsMeasuredAndEveryAnswerChecked() throws Exception {
    SingleRequest single = new SingleRequest(server.port(), PATIENCE);
    Map<Endpoint, List<Target>> targets = new ReferenceAnswers(single, directory).collect();
    AnswerCheck check = new AnswerCheck();
    try (LoadClient client = new LoadClient(server.port(), PATIENCE, check)) {
      for (Endpoint endpoint : Endpoint.values()) {
        client.connect(2, targets.get(endpoint));
      }
      Map<Endpoint, EndpointFigures> figures = client.run(SHORT, SHORT, (elapsed, answers) -> {});
      for (Endpoint endpoint : Endpoint.values()) {
        assertTrue(figures.get(endpoint).rps() > 0, endpoint + ": " + figures);
      }
    }
    assertTrue(check.allRight(), check.complaint().orElse("nothing was checked"));
  }

  @Test
  void aWrongAnswerIsCountedAndShown() throws Exception {
    ByteBuffer right = new SingleRequest(server.port(), PATIENCE).response("/ping");
    String other = StandardCharsets.US_ASCII.decode(right).toString().replace("pong", "pung");
    ByteBuffer wrong = ByteBuffer.wrap(other.getBytes(StandardCharsets.US_ASCII));
    AnswerCheck check = new AnswerCheck();
    try (LoadClient client = new LoadClient(server.port(), PATIENCE, check)) {
      client.connect(1, List.of(new Target(Endpoint.PING, "/ping", wrong)));
      client.run(Duration.ZERO, Duration.ZERO, (elapsed, answers) -> {});
    }
    assertFalse(check.allRight());
    assertEquals(1, check.checked());
    String complaint = check.complaint().orElseThrow();
    assertTrue(complaint.startsWith("1 of 1 answers were wrong"), complaint);
    assertTrue(complaint.contains("GET /ping") && complaint.contains("pong"), complaint);
  }

  @Test
  void aServerThatHangsEndsTheRun() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        LoadClient client = clientOf(silent, Duration.ofMillis(100))) {
      LoadException failure = assertThrows(LoadException.class, () -> runShortly(client));
      assertTrue(failure.getMessage().contains("no answer to GET /ping"), failure.getMessage());
    }
  }

  @Test
  void aServerThatClosesTheConnectionEndsTheRun() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        LoadClient client = clientOf(closing, PATIENCE)) {
      closing.accept().shutdownOutput();
      LoadException failure = assertThrows(LoadException.class, () -> runShortly(client));
      assertTrue(failure.getMessage().contains("closed a connection"), failure.getMessage());
    }
  }

  private static LoadClient clientOf(ServerSocket other, Duration patience) throws IOException {
    LoadClient client = new LoadClient(other.getLocalPort(), patience, new AnswerCheck());
    ByteBuffer any = ByteBuffer.wrap(new byte[1]);
    client.connect(1, List.of(new Target(Endpoint.PING, "/ping", any)));
    return client;
  }

  private static void runShortly(LoadClient client) throws IOException, LoadException {
    client.run(Duration.ZERO, SHORT, (elapsed, answers) -> {});
  }
}
