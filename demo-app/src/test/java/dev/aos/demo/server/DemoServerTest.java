package dev.aos.demo.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DemoServerTest {
  @TempDir static Path directory;
  static DemoServer server;
  static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(directory.resolve("secret.txt"), "not for everyone");
    server = DemoServer.start(new ServerOptions(0, 1, 4, Optional.of(directory.resolve("data"))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFileComesWithItsHash() throws Exception {
    HttpResponse<byte[]> response =
        CLIENT.send(request("/file/file-3.bin"), BodyHandlers.ofByteArray());
    byte[] content = Files.readAllBytes(directory.resolve("data/file-3.bin"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
    assertEquals(200, response.statusCode());
    assertArrayEquals(content, response.body());
    assertEquals(
        HexFormat.of().formatHex(hash),
        response.headers().firstValue("x-content-sha256").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"0, item 0: 0 in stock", "7, item 7: 259 in stock", "999, item 999: 963 in stock"})
  void aQueryIsAnsweredFromTheDatabase(String id, String expected) throws Exception {
    HttpResponse<String> response = get("/query?id=" + id);
    assertEquals(200, response.statusCode());
    assertEquals(expected + "\n", response.body());
  }

  @Test
  void pingIsAnswered() throws Exception {
    assertEquals("pong\n", get("/ping").body());
  }

  @ParameterizedTest
  @CsvSource({
    "/file/absent.bin, 404",
    "/file/, 403",
    "/file/.., 403",
    "/file/%2e%2e%2fsecret.txt, 403",
    "/file/..%2fsecret.txt, 403",
    "/file/%2fetc%2fpasswd, 403",
    "/file/a%2f..%2f..%2fsecret.txt, 403",
    "/file/%00, 400",
    "/query, 400",
    "/query?id=x, 400",
    "/query?id=1000, 404",
    "/elsewhere, 404",
  })
  void whatCantBeAnsweredIsRefused(String uri, int status) throws Exception {
    assertEquals(status, get(uri).statusCode());
  }

  @Test
  void onlyGetIsAllowed() throws Exception {
    HttpRequest delete = HttpRequest.newBuilder(uri("/file/file-0.bin")).DELETE().build();
    assertEquals(405, CLIENT.send(delete, BodyHandlers.ofString()).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0\r\n", "HTTP/1.1\r\nconnection: close\r\n"})
  void aConnectionThatShouldCloseIsClosed(String end) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      byte[] request = ("GET /ping " + end + "\r\n").getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.endsWith("pong\n"), answer);
    }
  }

  @Test
  void theProbeSeesTheLoopStandStillAndStartsAnew() throws Exception {
    get("/query?id=1");
    // The tick that was due meanwhile runs before the loop reads the next request.
    double stalled = Double.parseDouble(get("/stall").body());
    assertTrue(stalled >= 15, "the query takes 20 ms, the probe saw " + stalled);
    double idle = IntStream.range(0, 20).mapToDouble(any -> stall()).min().orElseThrow();
    assertTrue(idle < 15, "an idle loop stood still for " + idle + " ms");
  }

  @Test
  void severalLoopsGiveTheSameAnswers() throws Exception {
    Path data = directory.resolve("parallel");
    try (DemoServer parallel = DemoServer.start(new ServerOptions(0, 8, 8, Optional.of(data)))) {
      URI uri = URI.create("http://localhost:" + parallel.port() + "/query?id=5");
      List<CompletableFuture<HttpResponse<String>>> answers =
          IntStream.range(0, 40)
              .mapToObj(
                  any ->
                      CLIENT.sendAsync(
                          HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
              .toList();
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertEquals("item 5: 185 in stock\n", answer.get().body());
      }
    }
  }

  private static double stall() {
    try {
      return Double.parseDouble(get("/stall").body());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path), BodyHandlers.ofString());
  }

  private static HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).build();
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }
}
