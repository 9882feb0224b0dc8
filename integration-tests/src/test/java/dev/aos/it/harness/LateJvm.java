package dev.aos.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that runs, which others load, attach to and reload. It has printed {@code ready:}, its
 * process, its port, and a port for commands of the test's own.
 */
public final class LateJvm implements AutoCloseable {

  private final Jdk jdk;
  private final RunningJvm jvm;
  private final String processId;
  private final int port;
  private final int controlPort;

  private LateJvm(Jdk jdk, RunningJvm jvm) {
    this.jdk = jdk;
    this.jvm = jvm;
    String[] numbers = jvm.awaitLine("ready: ").split(" ");
    this.processId = numbers[0];
    this.port = Integer.parseInt(numbers[1]);
    this.controlPort = Integer.parseInt(numbers[2]);
  }

  /** Starts one; attaching makes a JVM warn of agents that are loaded dynamically. */
  public static LateJvm start(Jdk jdk, ChildJvm child) {
    return startAsItIs(jdk, child.jvmArgument("-XX:+EnableDynamicAgentLoading"));
  }

  /** Starts one that warns, or does what its arguments say. */
  public static LateJvm startAsItIs(Jdk jdk, ChildJvm child) {
    return new LateJvm(jdk, child.start());
  }

  /** The JVM. */
  public RunningJvm jvm() {
    return jvm;
  }

  /** The number of its process. */
  public String processId() {
    return processId;
  }

  /** Gives a file in its working directory other content. */
  public void write(String file, String content) {
    try {
      Files.writeString(jvm.directory().resolve(file), content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Runs a command of the agent's command line for it. */
  public Run command(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(name, processId));
    all.addAll(List.of(arguments));
    return ChildJvm.on(jdk).jar(Jars.agent()).arguments(all.toArray()).run();
  }

  /** A new connection to the server. */
  public Line connect() {
    return new Line(port);
  }

  /** What it does by itself when it is told to. */
  public String tell(String command) {
    try (Line line = new Line(controlPort)) {
      return line.ask(command);
    }
  }

  /** Lets it end, by itself. */
  public Run end() {
    tell("end");
    return jvm.awaitEnd().exitsWith(0).stdoutHas("ok");
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** A connection on which lines are answered with lines. */
  public static final class Line implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader answers;

    Line(int port) {
      try {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    /** Sends a line. */
    public void send(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    /** The next answer. */
    public String read() {
      try {
        return answers.readLine();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    /** The answer to a line. */
    public String ask(String line) {
      send(line);
      return read();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
