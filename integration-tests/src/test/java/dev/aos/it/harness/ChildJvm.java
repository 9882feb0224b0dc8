package dev.aos.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A JVM to be started. By default: strict verification, the fixtures and Netty on the class path,
 * an environment without anything of AOS, a directory of its own, one minute to live, and in a
 * short run the quick compiler alone.
 *
 * <pre>{@code
 * ChildJvm.on(jdk).agent(rules).main(SomeFixture.class).arguments(3).run().succeeds().stdoutIs("ok");
 * }</pre>
 */
public final class ChildJvm {

  /** What {@link #agent} calls the rule file. */
  public static final String RULES = "rules.yaml";

  /** Where {@link #agent} lets the whole report go. */
  public static final String REPORT = "report.txt";

  private final Jdk jdk;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>(Jars.netty());
  private final List<String> arguments = new ArrayList<>();
  private String verification = "-Xverify:all";
  private boolean optimised = Rounds.isFull();
  private List<String> starter = List.of();
  private List<String> program = List.of();
  private String name = "jvm";
  private Duration timeout = Duration.ofSeconds(60);
  private Path directory;

  private ChildJvm(Jdk jdk) {
    this.jdk = jdk;
    classPath.add(0, Jars.fixtures());
  }

  /** A JVM of that JDK. */
  public static ChildJvm on(Jdk jdk) {
    return new ChildJvm(jdk);
  }

  /** With the agent and these rules; the whole report goes to {@link Run#report()}. */
  public ChildJvm agent(String rules) {
    return file(RULES, rules).agentWith(RULES + ",report=" + REPORT);
  }

  /** With the agent and this argument, none if it is empty. */
  public ChildJvm agentWith(String argument) {
    return agentFrom(Jars.agent(), argument);
  }

  /** With an agent from another jar. */
  public ChildJvm agentFrom(Path jar, String argument) {
    return jvmArgument("-javaagent:" + jar + (argument.isEmpty() ? "" : "=" + argument));
  }

  /** With a variable in the environment. */
  public ChildJvm env(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With arguments for the JVM. */
  public ChildJvm jvmArgument(String... more) {
    jvmArguments.addAll(List.of(more));
    return this;
  }

  /** Started by another program, which is put before the command and becomes the JVM. */
  public ChildJvm startedBy(List<String> command) {
    starter = command;
    return this;
  }

  /** With libraries that native code may be loaded by, where the JVM would warn of it. */
  public ChildJvm nativeAccess() {
    return jdk.suspends() ? jvmArgument("--enable-native-access=ALL-UNNAMED") : this;
  }

  /** With the JVM's own choice of what it verifies; {@code -Xverify:all} turns CDS off. */
  public ChildJvm defaultVerification() {
    verification = "";
    return this;
  }

  /**
   * With the optimising compiler: for programs that run long enough to get something of it. In the
   * two or three seconds of all others it takes 40 % of the time.
   */
  public ChildJvm optimised() {
    optimised = true;
    return this;
  }

  /** With a file in the working directory. */
  public ChildJvm file(String fileName, String content) {
    return file(fileName, content.getBytes(StandardCharsets.UTF_8));
  }

  /** With a file in the working directory. */
  public ChildJvm file(String fileName, byte[] content) {
    files.put(fileName, content);
    return this;
  }

  /** With jars or folders on the class path, before everything else. */
  public ChildJvm classPath(Path... more) {
    classPath.addAll(0, List.of(more));
    return this;
  }

  /** Runs a main class. */
  public ChildJvm main(Class<?> type) {
    return main(type.getName());
  }

  /** Runs a main class. */
  public ChildJvm main(String className) {
    name = className.substring(className.lastIndexOf('.') + 1);
    program = List.of(className);
    return this;
  }

  /** Runs a jar's main class; the class path is the jar's own. */
  public ChildJvm jar(Path jar) {
    name = jar.getFileName().toString();
    program = List.of("-jar", jar.toString());
    return this;
  }

  /** Runs the main class of a module, {@code MODULE/CLASS}; there is no class path. */
  public ChildJvm module(String moduleAndClass, Path... modulePath) {
    name = moduleAndClass.substring(moduleAndClass.lastIndexOf('.') + 1);
    program = List.of("--module-path", joined(List.of(modulePath)), "-m", moduleAndClass);
    return this;
  }

  /** With arguments for the program. */
  public ChildJvm arguments(Object... more) {
    for (Object argument : more) {
      arguments.add(argument.toString());
    }
    return this;
  }

  /** In a directory that several children share, instead of a new one. */
  public ChildJvm directory(Path shared) {
    directory = shared;
    return this;
  }

  /** With more or less time; when it is over the JVM is dumped, killed, and the test fails. */
  public ChildJvm timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /** Runs the JVM to its end. */
  public Run run() {
    return start().awaitEnd();
  }

  /** Starts the JVM. */
  public RunningJvm start() {
    Path place = directory == null ? Directories.create(name) : directory;
    List<String> command = command();
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(place.resolve(file.getKey()), file.getValue());
      }
      ProcessBuilder builder = new ProcessBuilder(command).directory(place.toFile());
      Map<String, String> variables = builder.environment();
      variables.keySet().removeIf(ChildJvm::changesJvms);
      variables.putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      return new RunningJvm(process, jdk, command, place, timeout);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(starter);
    command.add(jdk.tool("java").toString());
    command.add("-Xmx256m");
    if (!verification.isEmpty()) {
      command.add(verification);
    }
    if (!optimised) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(jvmArguments);
    if (!program.isEmpty() && !program.get(0).startsWith("-")) {
      command.add("-cp");
      command.add(joined(classPath));
    }
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  private static String joined(List<Path> path) {
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean changesJvms(String variable) {
    return variable.startsWith("AOS")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS")
        || variable.equals("_JAVA_OPTIONS")
        || variable.equals("CLASSPATH");
  }
}
