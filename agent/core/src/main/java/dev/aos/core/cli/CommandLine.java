package dev.aos.core.cli;

import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code java -jar aos-agent.jar}: says what the jar is, and checks a rule file. */
public final class CommandLine {

  private static final String HELP =
      """
      AOS %s takes blocking calls off event loops. It is a Java agent:

        java -javaagent:aos-agent.jar=%s -jar server.jar

      Commands of this jar:

        java -jar aos-agent.jar check FILE   read a rule file and say what is wrong with it
        java -jar aos-agent.jar check FILE --class-path JARS_OR_DIRECTORIES
                                             then weave the classes there, in memory, and list what
                                             is woven, what is left alone and why, and fields that
                                             lanes may share; written like Java's own class path

        java -jar aos-agent.jar suspended PID   list the suspended handlers of a running JVM: stack,
                                             lane, age, and the call that each awaits
        java -jar aos-agent.jar report PID   print the whole report of a running JVM
        java -jar aos-agent.jar off PID      new calls run directly, suspended handlers finish
        java -jar aos-agent.jar on PID       calls are dispatched again

        java -jar aos-agent.jar attach PID [ARGUMENT]
                                             take the agent into a JVM that runs without it;
                                             ARGUMENT is as above. Classes that are loaded are
                                             rewritten, and what can't be is listed
        java -jar aos-agent.jar reload PID   read the rule file of a running agent again, and
                                             apply it; if it is wrong, nothing changes

        java -jar aos-agent.jar --version    print the version
        java -jar aos-agent.jar --help       print this

      Without FILE the agent takes the file that the environment variable AOS_RULES names, else
      aos.yaml in the working directory. AOS=off in the environment loads nothing.
      """;

  static final int OK = 0;
  static final int BAD_RULES = 1;
  static final int BAD_USAGE = 2;

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
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.printf(Locale.ROOT, HELP, Version.aos(), AgentArguments.SYNTAX);
      return OK;
    }
    if (arguments.size() == 2 && arguments.get(0).equals("check")) {
      return check(arguments.get(1), Optional.empty());
    }
    if (arguments.size() == 4
        && arguments.get(0).equals("check")
        && arguments.get(2).equals("--class-path")) {
      return check(arguments.get(1), Optional.of(arguments.get(3)));
    }
    if (arguments.size() == 2 && Console.COMMANDS.contains(arguments.get(0))) {
      return new RemoteCommand(arguments.get(0), "", arguments.get(1)).send(out, err);
    }
    if (arguments.get(0).equals(Attachment.COMMAND)) {
      return attach(arguments.subList(1, arguments.size()));
    }
    err.println("[aos] unknown command: " + String.join(" ", arguments) + "; try --help");
    return BAD_USAGE;
  }

  private int attach(List<String> arguments) {
    if (arguments.isEmpty() || arguments.size() > 2) {
      err.println("[aos] attach takes a PID and the agent's argument: attach PID [ARGUMENT]");
      return BAD_USAGE;
    }
    AgentArguments argument = AgentArguments.parse(arguments.size() == 2 ? arguments.get(1) : "");
    if (!argument.errors().isEmpty()) {
      argument.errors().forEach(error -> err.println("[aos] " + error));
      return BAD_USAGE;
    }
    String text = argument.withAbsoluteFiles().toString();
    return new RemoteCommand(Attachment.COMMAND, text, arguments.get(0)).send(out, err);
  }

  private int check(String file, Optional<String> classPath) {
    try (ClassPath classes = ClassPath.of(classPath.orElse(""))) {
      ReadResult result = RuleCheck.read(file, classes.loader());
      if (result instanceof ReadResult.Invalid invalid) {
        invalid.problems().forEach(this::print);
        return BAD_RULES;
      }
      ReadResult.Valid valid = (ReadResult.Valid) result;
      valid.warnings().forEach(this::print);
      out.println(file + ": good, " + valid.rules().offload().size() + " rules");
      if (classPath.isPresent()) {
        new ClassPathCheck(valid.rules(), classes).run().forEach(out::println);
      }
      return OK;
    } catch (IOException unreadable) {
      err.println("[aos] the class path can't be read: " + unreadable.getMessage());
      return BAD_USAGE;
    }
  }

  private void print(Problem problem) {
    err.println("[aos] " + problem);
  }
}
