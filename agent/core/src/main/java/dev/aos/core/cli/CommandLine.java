package dev.aos.core.cli;

import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import java.io.PrintStream;
import java.util.List;

/** {@code java -jar aos-agent.jar}: says what the jar is, and checks a rule file. */
public final class CommandLine {

  private static final String HELP =
      """
      AOS %s takes blocking calls off event loops. It is a Java agent:

        java -javaagent:aos-agent.jar=%s -jar server.jar

      Commands of this jar:

        java -jar aos-agent.jar check FILE   read a rule file and say what is wrong with it

        java -jar aos-agent.jar suspended PID   list the suspended handlers of a running JVM: stack,
                                             lane, age, and the call that each awaits
        java -jar aos-agent.jar report PID   print the whole report of a running JVM
        java -jar aos-agent.jar off PID      new calls run directly, suspended handlers finish
        java -jar aos-agent.jar on PID       calls are dispatched again

        java -jar aos-agent.jar --version    print the version
        java -jar aos-agent.jar --help       print this

      Without FILE the agent takes the file that the environment variable AOS_RULES names, else
      aos.yaml in the working directory. AOS=off in the environment loads nothing.
      """;

  private static final int OK = 0;
  private static final int BAD_RULES = 1;
  private static final int BAD_USAGE = 2;

  private final PrintStream out;
  private final PrintStream err;

  CommandLine(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Called by the launcher; ends the JVM with 0, 1 (bad rules) or 2 (bad usage). */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(System.out, System.err).run(List.of(arguments)));
  }

  /**
   * Does what the arguments say.
   *
   * @return the exit code
   */
  int run(List<String> arguments) {
    if (arguments.equals(List.of("--version"))) {
      out.println("AOS " + Version.aos());
      return OK;
    }
    if (arguments.isEmpty() || arguments.equals(List.of("--help"))) {
      out.printf(HELP, Version.aos(), AgentArguments.SYNTAX);
      return OK;
    }
    if (arguments.size() == 2 && arguments.get(0).equals("check")) {
      return check(arguments.get(1));
    }
    if (arguments.size() == 2 && Console.COMMANDS.contains(arguments.get(0))) {
      boolean done = new RemoteCommand(arguments.get(0), arguments.get(1)).send(out, err);
      return done ? OK : BAD_USAGE;
    }
    err.println("[aos] unknown command: " + String.join(" ", arguments) + "; try --help");
    return BAD_USAGE;
  }

  private int check(String file) {
    ReadResult result = RuleCheck.read(file);
    if (result instanceof ReadResult.Valid valid) {
      valid.warnings().forEach(this::print);
      out.println(file + ": good, " + valid.rules().offload().size() + " rules");
      return OK;
    }
    ((ReadResult.Invalid) result).problems().forEach(this::print);
    return BAD_RULES;
  }

  private void print(Problem problem) {
    err.println("[aos] " + problem);
  }
}
