package dev.aos.core.cli;

import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleSet;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agent's start-up, called by the launcher in premain. Says on stderr what came of it. */
public final class Agent {

  private Agent() {
    // no instances
  }

  /**
   * Reads the rules and installs what they ask for.
   *
   * @param argument the agent's argument, empty if it has none
   * @param instrumentation the JVM's hooks
   * @param runtimeClassFiles the runtime's class files by internal name
   * @throws ReflectiveOperationException if this JVM lacks something without which nothing works
   */
  public static void start(
      String argument, Instrumentation instrumentation, Map<String, byte[]> runtimeClassFiles)
      throws ReflectiveOperationException {
    AgentArguments arguments = AgentArguments.parse(argument);
    for (String error : arguments.errors()) {
      Messages.say(error);
    }
    if (!arguments.errors().isEmpty()) {
      giveUp(arguments, "the agent argument is wrong");
    } else if (arguments.mode() == AgentArguments.Mode.OFF) {
      Messages.say("off: the agent argument says mode=off");
    } else {
      // First of all: the rules are made of the runtime's values too.
      JdkDoors doors = new JdkDoors(instrumentation);
      doors.openToCore(Agent.class.getModule());
      new RuntimeClasses(runtimeClassFiles).define();
      Optional<RuleSet> rules = readRules(arguments);
      if (rules.isPresent()) {
        new Installation(arguments, rules.get(), instrumentation).install(doors);
      }
    }
  }

  private static Optional<RuleSet> readRules(AgentArguments arguments) {
    Optional<String> file = RuleLocation.find(arguments);
    if (file.isEmpty()) {
      Messages.say(
          "no rule file: name one (-javaagent:aos-agent.jar=FILE), set "
              + RuleLocation.VARIABLE
              + ", or put "
              + RuleLocation.DEFAULT_FILE
              + " into the working directory");
      giveUp(arguments, "no rules");
      return Optional.empty();
    }
    ReadResult result = RuleCheck.readInPremain(file.get());
    sayAll(problems(result));
    if (result instanceof ReadResult.Valid valid) {
      return Optional.of(valid.rules());
    }
    giveUp(arguments, errors(problems(result)) + " in " + file.get());
    return Optional.empty();
  }

  private static List<Problem> problems(ReadResult result) {
    return result instanceof ReadResult.Valid valid
        ? valid.warnings()
        : ((ReadResult.Invalid) result).problems();
  }

  private static void sayAll(List<Problem> problems) {
    for (Problem problem : problems) {
      Messages.say(problem.toString());
    }
  }

  private static String errors(List<Problem> problems) {
    int errors = 0;
    for (Problem problem : problems) {
      if (problem.severity() == Problem.Severity.ERROR) {
        errors++;
      }
    }
    return errors == 1 ? "1 error" : errors + " errors";
  }

  /** Leaves the program unwoven, or ends it if the user wants that. */
  private static void giveUp(AgentArguments arguments, String why) {
    if (arguments.exitOnError()) {
      Messages.say(why + "; the program ends (on-error=exit)");
      System.exit(1);
    }
    Messages.say(why + "; the program runs unwoven");
  }
}
