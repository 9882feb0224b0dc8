package dev.aos.benchmarks.run;

import dev.aos.demo.load.AnswerCheck;
import dev.aos.demo.load.Endpoint;
import dev.aos.demo.load.LoadClient;
import dev.aos.demo.load.LoadException;
import dev.aos.demo.load.ServerProcess;
import dev.aos.demo.load.SingleRequest;
import dev.aos.demo.load.Target;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** A server in a JVM of its own, with the connections of its load, which stay open. */
final class MeasuredServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final ServerProcess process;
  private final AnswerCheck check = new AnswerCheck();
  private final LoadClient client;
  private final PacedPing ping;
  private final Endpoint endpoint;

  private MeasuredServer(String name, ServerProcess process, int port, Load load)
      throws IOException, LoadException {
    this.name = name;
    this.process = process;
    this.endpoint = load.endpoint();
    this.client = new LoadClient(port, PATIENCE, check);
    SingleRequest single = new SingleRequest(port, PATIENCE);
    client.connect(load.connections(), List.of(target(single, endpoint)));
    this.ping = new PacedPing(port, target(single, Endpoint.PING));
  }

  /** Starts the server and connects to it. */
  static MeasuredServer start(Variant variant, Path file, Path log, Load load)
      throws IOException, LoadException, InterruptedException {
    Path work = file.getParent();
    ServerProcess process = ServerProcess.start(command(variant, file), work, log);
    try {
      return new MeasuredServer(variant.name(), process, process.port(), load);
    } catch (IOException | LoadException failure) {
      process.close();
      throw new LoadException(failure.getMessage() + "\n" + process.lastOutput(), failure);
    }
  }

  /** The one right answer, from the idle server. */
  private static Target target(SingleRequest single, Endpoint endpoint)
      throws IOException, LoadException {
    String uri = "/" + endpoint.label();
    ByteBuffer answer = single.response(uri);
    String text = StandardCharsets.ISO_8859_1.decode(answer.duplicate()).toString();
    if (!text.startsWith("HTTP/1.1 200 OK\r\n")) {
      throw new LoadException("the idle server's answer to GET " + uri + " is wrong: " + text);
    }
    return new Target(endpoint, uri, answer);
  }

  private static List<String> command(Variant variant, Path file) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(variant.jvmArguments());
    command.addAll(List.of("-cp", absoluteClassPath()));
    command.add("dev.aos.benchmarks.server.BenchmarkServer");
    command.addAll(List.of(variant.handler(), file.toString()));
    return command;
  }

  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The name of the variant. */
  String name() {
    return name;
  }

  void warmUp(Duration time) throws IOException, LoadException {
    client.run(time, Duration.ZERO, (elapsed, answers) -> {});
  }

  /** One round of load, with the unrelated connection beside it. */
  RoundFigures round(Duration settle, Duration measure) throws IOException, LoadException {
    CompletableFuture<Double> p99 = new CompletableFuture<>();
    Thread pinging = new Thread(() -> complete(p99, settle, measure), "ping");
    pinging.setDaemon(true);
    pinging.start();
    double rps = client.run(settle, measure, (elapsed, answers) -> {}).get(endpoint).rps();
    if (!check.allRight()) {
      throw new LoadException(check.complaint().orElse("no answer came"));
    }
    try {
      return new RoundFigures(rps, p99.join());
    } catch (CompletionException failure) {
      throw new LoadException("the unrelated connection: " + failure.getCause(), failure);
    }
  }

  private void complete(CompletableFuture<Double> p99, Duration settle, Duration measure) {
    try {
      p99.complete(ping.p99Millis(settle, measure));
    } catch (IOException | LoadException | RuntimeException failure) {
      p99.completeExceptionally(failure);
    }
  }

  @Override
  public void close() throws IOException {
    ping.close();
    client.close();
    process.close();
  }

  /**
   * What a round gave.
   *
   * @param rps answers per second
   * @param pingP99Millis what 99 % of the pings did not exceed
   */
  record RoundFigures(double rps, double pingP99Millis) {}

  /**
   * A way to run the server.
   *
   * @param name what it is called in messages and log files
   * @param handler {@code blocking} or {@code async}
   * @param jvmArguments what the JVM gets besides the class path
   */
  record Variant(String name, String handler, List<String> jvmArguments) {}
}
