package dev.aos.core.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the agent answers to a command that came from another JVM.
 *
 * @param exitCode how the command line is to end
 * @param lines what it is to print
 */
record Answer(int exitCode, List<String> lines) {

  static Answer good(List<String> lines) {
    return new Answer(CommandLine.OK, lines);
  }

  /** The rules are wrong, or can't be put in force. */
  static Answer badRules(List<String> lines) {
    return new Answer(CommandLine.BAD_RULES, lines);
  }

  /** What was asked for can't be done here. */
  static Answer impossible(String why) {
    return new Answer(CommandLine.BAD_USAGE, List.of(why));
  }

  /** Writes it to a file, the exit code first. */
  void writeTo(String file, String command) {
    try (Writer writer =
        new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8)) {
      writer.write(exitCode + "\n");
      for (String line : lines) {
        writer.write(line);
        writer.write('\n');
      }
    } catch (IOException failed) {
      Messages.say("the answer to " + command + " can't be written to " + file + ": " + failed);
    }
  }

  /** Reads what was written. */
  static Answer of(List<String> written) {
    return new Answer(Integer.parseInt(written.get(0)), written.subList(1, written.size()));
  }
}
