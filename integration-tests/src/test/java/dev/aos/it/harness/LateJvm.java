package dev.aos.it.harness;

import dev.aos.it.fixture.support.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that runs, which others load, attach to and reload. It has printed {@code ready:}, its
 * process, its port, and a port for commands of the test's own.
 */
public final class LateJvm implements AutoCloseable {

  /** Attaching takes a while. */
  private static final int PATIENCE_MILLIS = 20_000;

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
    return commandFrom(ChildJvm.on(jdk), name, arguments);
  }

  /** The same from a JVM of another kind. */
  public Run commandFrom(ChildJvm child, String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(name, processId));
    all.addAll(List.of(arguments));
    return child.jar(Jars.agent()).arguments(all.toArray()).run();
  }

  /** A new connection to the server. */
  public Client connect() {
    return new Client(port, PATIENCE_MILLIS);
  }

  /** What it does by itself when it is told to. */
  public String tell(String command) {
    try (Client line = new Client(controlPort, PATIENCE_MILLIS)) {
      return line.ask(command);
    }
  }

  /** The kind of thread that an answer names: which one of its kind does not matter. */
  public static String kind(String where) {
    return where.replaceAll("\\d+$", "");
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
}
