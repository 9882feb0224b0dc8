package dev.aos.core.cli;

import dev.aos.runtime.Control;
import dev.aos.runtime.SuspendedHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands for the agent while it runs. They come from another JVM through the launcher. */
public final class Console {

  /** The commands, as they are written on the command line. */
  static final List<String> COMMANDS = List.of("suspended", "report", "on", "off", "reload");

  /** The console of the agent in this JVM; set once at start-up. */
  private static volatile Console installed;

  private final Running running;

  private Console(Running running) {
    this.running = running;
  }

  /** Takes commands from now on. */
  static void install(Running running) {
    installed = new Console(running);
  }

  /** Whether the agent is active in this JVM. */
  static boolean isInstalled() {
    return installed != null;
  }

  /**
   * Carries a command out and writes the answer to the file that the argument names. Called by the
   * launcher, on the thread that serves attaching.
   *
   * @param argument the agent argument, see {@link CommandText}
   */
  public static void execute(String argument) {
    Optional<CommandText> command = CommandText.parse(argument);
    if (command.isEmpty()) {
      Messages.say("no command: " + argument);
      return;
    }
    OtherAgents.beginOwn();
    try {
      answer(command.get().name()).writeTo(command.get().outFile(), command.get().name());
    } finally {
      OtherAgents.endOwn();
    }
  }

  private static Answer answer(String command) {
    Console console = installed;
    return console == null
        ? Answer.impossible("AOS is installed but inactive in this JVM")
        : console.answerTo(command);
  }

  private Answer answerTo(String command) {
    switch (command) {
      case "on":
        return Answer.good(turn(true));
      case "off":
        return Answer.good(turn(false));
      case "report":
        return Answer.good(running.report().whole());
      case "suspended":
        return Answer.good(suspended());
      case "reload":
        return new Reloading(running).reload();
      default:
        return Answer.impossible("no such command: " + command + "; there are " + COMMANDS);
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
