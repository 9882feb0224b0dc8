package dev.aos.core.cli;

import dev.aos.core.report.Report;
import dev.aos.runtime.Control;
import dev.aos.runtime.SuspendedHandler;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Commands for the agent while it runs. They come from another JVM through the launcher. */
public final class Console {

  /** The commands, as they are written on the command line. */
  static final List<String> COMMANDS = List.of("suspended", "report", "on", "off");

  private static final String COMMAND = "command=";
  private static final String OUT = ",out=";

  /** The console of the agent in this JVM; set once at start-up. */
  private static volatile Console installed;

  private final Report report;

  private Console(Report report) {
    this.report = report;
  }

  /** Takes commands from now on. */
  static void install(Report report) {
    installed = new Console(report);
  }

  /** A command as an agent argument. */
  static String argument(String command, String outFile) {
    return COMMAND + command + OUT + outFile;
  }

  /**
   * Carries a command out and writes the answer to the file that the argument names. Called by the
   * launcher, on the thread that serves attaching.
   *
   * @param argument the agent argument, {@code command=NAME,out=FILE}
   */
  public static void execute(String argument) {
    int out = argument.indexOf(OUT);
    if (!argument.startsWith(COMMAND) || out < 0) {
      Messages.say("no command: " + argument);
      return;
    }
    String command = argument.substring(COMMAND.length(), out);
    String file = argument.substring(out + OUT.length());
    try (Writer writer =
        new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8)) {
      for (String line : answer(command)) {
        writer.write(line);
        writer.write('\n');
      }
    } catch (IOException failed) {
      Messages.say("the answer to " + command + " can't be written to " + file + ": " + failed);
    }
  }

  private static List<String> answer(String command) {
    Console console = installed;
    return console == null
        ? List.of("AOS is installed but inactive in this JVM")
        : console.answerTo(command);
  }

  private List<String> answerTo(String command) {
    switch (command) {
      case "on":
        return turn(true);
      case "off":
        return turn(false);
      case "report":
        return report.whole();
      case "suspended":
        return suspended();
      default:
        return List.of("no such command: " + command + "; there are " + COMMANDS);
    }
  }

  private static List<String> turn(boolean on) {
    boolean before = Control.isOn();
    Control.setOn(on);
    String state =
        on ? "on: calls are dispatched" : "off: new calls run directly, suspended handlers finish";
    if (before != on) {
      Messages.say("switched " + state);
    }
    return List.of((before == on ? "was already " : "switched ") + state);
  }

  private static List<String> suspended() {
    List<String> lines = new ArrayList<>();
    try {
      List<SuspendedHandler> handlers = Control.suspended();
      lines.add(
          handlers.size() == 1
              ? "1 handler is suspended"
              : handlers.size() + " handlers are suspended");
      for (SuspendedHandler handler : handlers) {
        lines.add("");
        describe(handler, lines);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      lines.add("interrupted");
    }
    return lines;
  }

  private static void describe(SuspendedHandler handler, List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "\"%s\", lane %s, for %.1f s, %d waiting behind it",
            handler.loop(),
            handler.lane(),
            handler.ageNanos() / 1e9,
            handler.waiting()));
    lines.add("  awaits " + handler.awaited());
    lines.add("  entered by " + handler.work());
    for (StackTraceElement frame : handler.stack()) {
      lines.add("    at " + frame);
    }
  }
}
