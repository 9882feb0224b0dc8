package dev.aos.core.cli;

import dev.aos.core.report.LateWoven;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleSet;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agent's start-up, called by the launcher in premain. Says on stderr what came of it. Where
 * that came to nothing, it may be attached later.
 */
public final class Agent {

  /** Whether the JVM was started with AOS among its agents. */
  private static boolean amongArguments;

  private static boolean defined;

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
    amongArguments = true;
    AgentArguments arguments = AgentArguments.parse(argument);
    for (String error : arguments.errors()) {
      Messages.say(error);
    }
    if (!arguments.errors().isEmpty()) {
      giveUp(arguments, "the agent argument is wrong", instrumentation);
    } else if (arguments.mode() == AgentArguments.Mode.OFF) {
      Messages.say("off: the agent argument says mode=off");
    } else {
      JdkDoors doors = defineRuntime(instrumentation, runtimeClassFiles);
      Optional<RuleSet> rules = readRules(arguments, instrumentation);
      if (rules.isPresent()) {
        Optional<LateWoven> late =
            new Installation(arguments, rules.get(), instrumentation)
                .install(doors, OtherAgents.atStart(amongArguments()));
        if (late.isPresent()) {
          sayUnchanged(late.get());
        }
      }
    }
  }

  /** First of all: the rules are made of the runtime's values too. */
  static JdkDoors defineRuntime(
      Instrumentation instrumentation, Map<String, byte[]> runtimeClassFiles)
      throws ReflectiveOperationException {
    JdkDoors doors = new JdkDoors(instrumentation);
    if (!defined) {
      doors.openToCore(Agent.class.getModule());
      new RuntimeClasses(runtimeClassFiles).define();
      defined = true;
    }
    return doors;
  }

  /** How many of the JVM's arguments are this agent. */
  static int amongArguments() {
    return amongArguments ? 1 : 0;
  }

  /** A class that a rule names and that keeps its code is worth a line at once. */
  private static void sayUnchanged(LateWoven late) {
    for (Map.Entry<String, String> one : late.unchanged().entrySet()) {
      Messages.say("class " + one.getKey() + " keeps its original bytes: " + one.getValue());
    }
  }

  private static Optional<RuleSet> readRules(
      AgentArguments arguments, Instrumentation instrumentation) {
    Optional<String> file = RuleLocation.find(arguments);
    if (file.isEmpty()) {
      Messages.say(
          "no rule file: name one (-javaagent:aos-agent.jar=FILE), set "
              + RuleLocation.VARIABLE
              + ", or put "
              + RuleLocation.DEFAULT_FILE
              + " into the working directory");
      giveUp(arguments, "no rules", instrumentation);
      return Optional.empty();
    }
    ReadResult result = RuleCheck.readInPremain(file.get());
    sayAll(problems(result));
    if (result instanceof ReadResult.Valid valid) {
      return Optional.of(valid.rules());
    }
    giveUp(arguments, errors(problems(result)) + " in " + file.get(), instrumentation);
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
  private static void giveUp(
      AgentArguments arguments, String why, Instrumentation instrumentation) {
    if (arguments.exitOnError()) {
      Messages.say(why + "; the program ends (on-error=exit)");
      ProgramEnd.beforeMain(1, instrumentation);
      return;
    }
    Messages.say(why + "; the program runs unwoven");
  }
}
