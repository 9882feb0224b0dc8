package dev.aos.demo.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server in a JVM of its own, which ends when this object is closed or the driver ends. */
public final class ServerProcess implements AutoCloseable {
  private static final String READY = "listening on ";
  private static final Duration START_TIME = Duration.ofSeconds(30);
  private static final long END_SECONDS = 8;
  private static final int KEPT_LINES = 15;

  private final Process process;
  private final Path log;
  private final Thread reader;
  private final Thread endWithDriver = new Thread(this::end, "end-server");
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.reader = new Thread(this::drain, "server-output");
  }

  /** Starts the server with all its output going to {@code log}. */
  public static ServerProcess start(List<String> command, Path directory, Path log)
      throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    ServerProcess server = new ServerProcess(process, log);
    Runtime.getRuntime().addShutdownHook(server.endWithDriver);
    server.reader.setDaemon(true);
    server.reader.start();
    return server;
  }

  /** Waits until the server listens. */
  public int port() throws LoadException, InterruptedException {
    try {
      return port.get(START_TIME.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new LoadException("the server did not listen within " + START_TIME.toSeconds() + " s");
    } catch (ExecutionException ended) {
      throw new LoadException(ended.getCause().getMessage());
    }
  }

  /** The end of the server's output and where all of it is, for messages. */
  public String lastOutput() {
    synchronized (lastLines) {
      return "the server's last lines (all of them: " + log + ")\n" + String.join("\n", lastLines);
    }
  }

  private void drain() {
    try (BufferedReader output = process.inputReader();
        Writer writer = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        writer.write(line + System.lineSeparator());
        writer.flush();
        keep(line);
        if (line.startsWith(READY)) {
          port.complete(Integer.valueOf(line.substring(READY.length()).trim()));
        }
      }
    } catch (IOException | NumberFormatException failure) {
      port.completeExceptionally(failure);
    }
    port.completeExceptionally(new IOException("the server ended before it listened"));
  }

  private void keep(String line) {
    synchronized (lastLines) {
      lastLines.addLast(line);
      if (lastLines.size() > KEPT_LINES) {
        lastLines.removeFirst();
      }
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithDriver);
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (IllegalStateException driverEnds) {
      // The hook runs already, which is as good.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
