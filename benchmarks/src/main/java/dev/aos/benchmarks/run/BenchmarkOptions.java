package dev.aos.benchmarks.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command line.
 *
 * @param agent the agent's jar
 * @param rules its rule file
 * @param work a directory for logs and files
 * @param effort how much is done for a figure
 * @param only a part of the name of the rows that are wanted
 * @param write the document that is to get the table
 */
record BenchmarkOptions(
    Path agent, Path rules, Path work, Effort effort, Pattern only, Optional<Path> write) {

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static BenchmarkOptions parse(String... arguments) {
    BenchmarkOptions options =
        new BenchmarkOptions(
            Path.of("agent/target/aos-agent.jar"),
            Path.of("benchmarks/aos.yaml"),
            Path.of("benchmarks/target/run"),
            Effort.FULL,
            Pattern.compile(""),
            Optional.empty());
    int at = 0;
    while (at < arguments.length) {
      String name = arguments[at++];
      if (name.equals("--quick")) {
        options = options.with(Effort.QUICK);
        continue;
      }
      if (at == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, arguments[at++]);
    }
    return options;
  }

  private BenchmarkOptions with(String name, String value) {
    return switch (name) {
      case "--agent" -> new BenchmarkOptions(file(value), rules, work, effort, only, write);
      case "--rules" -> new BenchmarkOptions(agent, file(value), work, effort, only, write);
      case "--work" -> new BenchmarkOptions(agent, rules, file(value), effort, only, write);
      case "--only" ->
          new BenchmarkOptions(agent, rules, work, effort, Pattern.compile(value), write);
      case "--write" ->
          new BenchmarkOptions(agent, rules, work, effort, only, Optional.of(file(value)));
      default -> throw new IllegalArgumentException("unknown option " + name);
    };
  }

  private static Path file(String value) {
    return Path.of(value).toAbsolutePath();
  }

  private BenchmarkOptions with(Effort newEffort) {
    return new BenchmarkOptions(agent, rules, work, newEffort, only, write);
  }

  /** The JVM argument that loads the agent. */
  String agentArgument() {
    return "-javaagent:" + agent.toAbsolutePath() + "=" + rules.toAbsolutePath();
  }
}
