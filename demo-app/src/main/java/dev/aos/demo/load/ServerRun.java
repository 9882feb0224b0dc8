package dev.aos.demo.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts the server, puts it under load, and measures. */
final class ServerRun {
  private static final int PING_CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SETTLE = Duration.ofSeconds(2);

  private final RunOptions options;
  private final Progress progress;
  private final AnswerCheck check;
  private final Path work;
  private Map<Endpoint, List<Target>> targets;

  ServerRun(RunOptions options, Progress progress, AnswerCheck check) {
    this.options = options;
    this.progress = progress;
    this.check = check;
    this.work = options.work().toAbsolutePath();
  }

  RunFigures measure(Variant variant) throws IOException, LoadException, InterruptedException {
    progress.step(variant.name() + ": starting the server");
    Files.createDirectories(work);
    Path log = work.resolve(variant.name().replace(' ', '-') + ".log");
    try (ServerProcess server = ServerProcess.start(command(variant), work, log)) {
      try {
        return measure(variant, server.port());
      } catch (IOException | LoadException failure) {
        throw new LoadException(
            variant.name() + ": " + failure.getMessage() + "\n" + server.lastOutput(), failure);
      }
    }
  }

  private RunFigures measure(Variant variant, int port) throws IOException, LoadException {
    SingleRequest single = new SingleRequest(port, PATIENCE);
    if (targets == null) {
      progress.step("collecting the right answers");
      targets = new ReferenceAnswers(single, data()).collect();
    }
    try (LoadClient client = new LoadClient(port, PATIENCE, check)) {
      int files = Math.max(1, options.clients() / 5);
      client.connect(options.clients() - files, targets.get(Endpoint.QUERY));
      client.connect(files, targets.get(Endpoint.FILE));
      client.connect(PING_CLIENTS, targets.get(Endpoint.PING));
      client.run(variant.warmUp(), Duration.ZERO, telling(variant.name() + ": warming up"));
      single.text("/stall");
      Map<Endpoint, EndpointFigures> figures =
          client.run(SETTLE, variant.measure(), telling(variant.name() + ": measuring"));
      return new RunFigures(figures, Double.parseDouble(single.text("/stall")));
    }
  }

  private LoadListener telling(String what) {
    progress.step(what);
    return (elapsed, answers) ->
        progress.update(what + ", " + elapsed.toSeconds() + " s, " + answers + " answers", elapsed);
  }

  private Path data() {
    return work.resolve("files");
  }

  private List<String> command(Variant variant) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(variant.jvmArguments());
    command.addAll(List.of("-cp", absoluteClassPath(), "dev.aos.demo.server.DemoServer"));
    command.addAll(List.of("--pool", Integer.toString(options.pool())));
    command.addAll(List.of("--data", data().toString()));
    return command;
  }

  /** The server runs in another directory than the driver. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
