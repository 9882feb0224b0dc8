package dev.aos.core.cli;

import dev.aos.core.report.LateWoven;
import dev.aos.core.rules.ReadResult;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agent's start in a program that runs already. What goes wrong is said to whoever attaches;
 * the program goes on, whatever the agent argument says of errors.
 */
public final class Attachment {

  /** The command by which the command line attaches. */
  static final String COMMAND = "attach";

  private final Instrumentation instrumentation;
  private final Map<String, byte[]> runtimeClassFiles;

  private Attachment(Instrumentation instrumentation, Map<String, byte[]> runtimeClassFiles) {
    this.instrumentation = instrumentation;
    this.runtimeClassFiles = runtimeClassFiles;
  }

  /**
   * Starts the agent. Called by the launcher on the thread that serves attaching.
   *
   * @param argument the agent's argument; or a command with it, which wants an answer
   * @param instrumentation the JVM's hooks
   * @param runtimeClassFiles the runtime's class files by internal name
   */
  public static void start(
      String argument, Instrumentation instrumentation, Map<String, byte[]> runtimeClassFiles) {
    Optional<CommandText> command = CommandText.parse(argument);
    String own = command.isPresent() ? command.get().arguments() : argument;
    OtherAgents.beginOwn();
    try {
      Answer answer = new Attachment(instrumentation, runtimeClassFiles).answer(own);
      answer.lines().forEach(Messages::say);
      if (command.isPresent()) {
        answer.writeTo(command.get().outFile(), COMMAND);
      }
    } finally {
      OtherAgents.endOwn();
    }
  }

  private Answer answer(String argument) {
    if (Console.isInstalled()) {
      return Answer.impossible(
          "AOS runs in this JVM already; `reload` reads its rules again, attaching has no effect");
    }
    if (isEnding()) {
      return Answer.impossible("the program is ending: nothing was attached");
    }
    if ("off".equalsIgnoreCase(System.getenv("AOS"))) {
      return Answer.impossible("off: the environment of this JVM says AOS=off");
    }
    AgentArguments arguments = AgentArguments.parse(argument);
    if (!arguments.errors().isEmpty()) {
      return Answer.badRules(arguments.errors());
    }
    if (arguments.mode() == AgentArguments.Mode.OFF) {
      return Answer.impossible("off: the agent argument says mode=off");
    }
    try {
      JdkDoors doors = Agent.defineRuntime(instrumentation, runtimeClassFiles);
      return install(arguments, doors);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failed) {
      return Answer.impossible("could not start, the program runs unwoven: " + failed);
    }
  }

  /** The JVM tells it only to those who add an exit hook, or take one away. */
  private static boolean isEnding() {
    try {
      Runtime.getRuntime().removeShutdownHook(new Thread("aos-no-hook"));
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  private Answer install(AgentArguments arguments, JdkDoors doors)
      throws ReflectiveOperationException {
    Optional<String> file = RuleLocation.find(arguments);
    if (file.isEmpty()) {
      return Answer.badRules(List.of("no rule file: name one"));
    }
    ReadResult result = RuleCheck.read(file.get(), ClassLoader.getSystemClassLoader());
    if (result instanceof ReadResult.Invalid invalid) {
      List<String> lines = Messages.texts(invalid.problems());
      lines.add("nothing was attached: the rules are wrong");
      return Answer.badRules(lines);
    }
    ReadResult.Valid valid = (ReadResult.Valid) result;
    boolean others =
        OtherAgents.atStart(Agent.amongArguments())
            || OtherAgents.areAmong(instrumentation.getAllLoadedClasses());
    Optional<LateWoven> late =
        new Installation(arguments, valid.rules(), instrumentation).install(doors, others);
    if (late.isEmpty()) {
      return Answer.impossible("nothing was attached: nothing can be dispatched in this JVM");
    }
    List<String> lines = Messages.texts(valid.warnings());
    lines.addAll(late.get().lines("attached: "));
    return Answer.good(lines);
  }
}
