package dev.aos.core.cli;

import java.util.Optional;

/**
 * A command as an agent argument: {@code command=NAME[ ARGUMENTS],out=FILE}. The launcher knows its
 * beginning.
 *
 * @param name the command
 * @param arguments what follows it; empty if nothing does
 * @param outFile where the answer goes
 */
record CommandText(String name, String arguments, String outFile) {

  private static final String COMMAND = "command=";
  private static final String OUT = ",out=";

  /** Reads one; empty if it is none. */
  static Optional<CommandText> parse(String text) {
    int out = text.lastIndexOf(OUT);
    if (!text.startsWith(COMMAND) || out < 0) {
      return Optional.empty();
    }
    String command = text.substring(COMMAND.length(), out);
    String outFile = text.substring(out + OUT.length());
    int space = command.indexOf(' ');
    return Optional.of(
        space < 0
            ? new CommandText(command, "", outFile)
            : new CommandText(command.substring(0, space), command.substring(space + 1), outFile));
  }

  @Override
  public String toString() {
    return COMMAND + name + (arguments.isEmpty() ? "" : " " + arguments) + OUT + outFile;
  }
}
