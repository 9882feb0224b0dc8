package dev.aos.demo.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The command line of the server.
 *
 * @param port the port to listen on; 0 lets the system choose one
 * @param loops the number of event-loop threads
 * @param pool the most connections to the database
 * @param data the directory of the files, or nothing for a temporary one
 */
public record ServerOptions(int port, int loops, int pool, Optional<Path> data) {
  static final String USAGE =
      "options: --port N (default 0: any), --loops N (1), --pool N (100), --data DIR";

  /** The options when none are given. */
  public static ServerOptions defaults() {
    return new ServerOptions(0, 1, 100, Optional.empty());
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static ServerOptions parse(String... arguments) {
    ServerOptions options = defaults();
    for (int at = 0; at < arguments.length; at += 2) {
      if (at + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[at] + " needs a value; " + USAGE);
      }
      options = options.with(arguments[at], arguments[at + 1]);
    }
    return options;
  }

  private ServerOptions with(String name, String value) {
    return switch (name) {
      case "--port" -> new ServerOptions(number(name, value, 0, 65535), loops, pool, data);
      case "--loops" -> new ServerOptions(port, number(name, value, 1, 1000), pool, data);
      case "--pool" -> new ServerOptions(port, loops, number(name, value, 1, 1000), data);
      case "--data" -> new ServerOptions(port, loops, pool, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
    };
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
