package dev.aos.demo.load;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The command line of the comparison.
 *
 * @param clients the connections on {@code /query} and {@code /file}
 * @param pool the most connections from the server to its database
 * @param json where to write the figures as JSON
 * @param agent the agent's jar
 * @param rules the rule file of the agent
 * @param work the directory for the server's files and logs
 * @param live whether progress may rewrite its line, as on a terminal
 */
public record RunOptions(
    int clients, int pool, Optional<Path> json, Path agent, Path rules, Path work, boolean live) {

  /** The options when none are given. */
  public static RunOptions defaults() {
    return new RunOptions(
        100,
        100,
        Optional.empty(),
        Path.of("agent/target/aos-agent.jar"),
        Path.of("demo-app/aos.yaml"),
        Path.of("demo-app/target/run"),
        false);
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static RunOptions parse(String... arguments) {
    RunOptions options = defaults();
    int at = 0;
    while (at < arguments.length) {
      String name = arguments[at++];
      if (name.equals("--live")) {
        options = options.withLive();
        continue;
      }
      if (at == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, arguments[at++]);
    }
    return options;
  }

  private RunOptions with(String name, String value) {
    return switch (name) {
      case "--clients" ->
          new RunOptions(number(name, value, 2, 1000), pool, json, agent, rules, work, live);
      case "--pool" ->
          new RunOptions(clients, number(name, value, 1, 1000), json, agent, rules, work, live);
      case "--json" ->
          new RunOptions(clients, pool, Optional.of(Path.of(value)), agent, rules, work, live);
      case "--agent" -> new RunOptions(clients, pool, json, Path.of(value), rules, work, live);
      case "--rules" -> new RunOptions(clients, pool, json, agent, Path.of(value), work, live);
      case "--work" -> new RunOptions(clients, pool, json, agent, rules, Path.of(value), live);
      default -> throw new IllegalArgumentException("unknown option " + name);
    };
  }

  private RunOptions withLive() {
    return new RunOptions(clients, pool, json, agent, rules, work, true);
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // The message below says it.
    }
    throw new IllegalArgumentException(
        name + " needs a number from " + least + " to " + most + ", not \"" + value + "\"");
  }
}
