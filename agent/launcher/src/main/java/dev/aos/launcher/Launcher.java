package dev.aos.launcher;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * {@code premain} and {@code agentmain}. Loads core in a class loader of its own and hands over;
 * throws nothing into the application and never ends it, unless core was asked to.
 */
public final class Launcher {

  private static final int OLDEST_JAVA = 17;
  private static final String AGENT = "dev.aos.core.cli.Agent";
  private static final String CONSOLE = "dev.aos.core.cli.Console";
  private static final String ATTACHMENT = "dev.aos.core.cli.Attachment";
  private static final String COMMAND = "command=";
  private static final String COMMAND_TO_ATTACH = COMMAND + "attach";

  /** The arguments of the agent that runs in this JVM; guards against a second one. */
  private static String running;

  /** The loader of core, once there is one. */
  private static CoreLoader core;

  private Launcher() {
    // no instances
  }

  /** Called by the JVM before the application's main method. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached to a running program, or given a command. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    String own = arguments == null ? "" : arguments;
    if (own.startsWith(COMMAND) && !own.startsWith(COMMAND_TO_ATTACH)) {
      command(own);
    } else {
      attach(own, instrumentation);
    }
  }

  private static synchronized void attach(String arguments, Instrumentation instrumentation) {
    try {
      if (!tooOld()) {
        if (core == null) {
          core = CoreLoader.forAgent();
        }
        start(ATTACHMENT, arguments, instrumentation);
      }
    } catch (Throwable failed) {
      sayThatNothingRuns(failed);
    }
  }

  private static synchronized void command(String arguments) {
    if (core == null) {
      // The sender sees that there is no answer.
      return;
    }
    try {
      Class.forName(CONSOLE, true, core).getMethod("execute", String.class).invoke(null, arguments);
    } catch (Throwable failed) {
      Throwable cause = failed instanceof InvocationTargetException ? failed.getCause() : failed;
      say("a command failed: " + arguments + ": " + cause);
    }
  }

  private static synchronized void start(String arguments, Instrumentation instrumentation) {
    try {
      if ("off".equalsIgnoreCase(System.getenv("AOS"))) {
        say("off: the environment says AOS=off");
        return;
      }
      String own = arguments == null ? "" : arguments;
      if (running != null) {
        if (!running.equals(own)) {
          say("a second -javaagent is ignored, arguments and all: " + own);
        }
        return;
      }
      running = own;
      if (!tooOld()) {
        core = CoreLoader.forAgent();
        start(AGENT, own, instrumentation);
      }
    } catch (Throwable failed) {
      sayThatNothingRuns(failed);
    }
  }

  private static void start(String type, String arguments, Instrumentation instrumentation)
      throws Exception {
    Class.forName(type, true, core)
        .getMethod("start", String.class, Instrumentation.class, Map.class)
        .invoke(null, arguments, instrumentation, core.runtimeClassFiles());
  }

  /** Never into the application: an exception that leaves premain ends the JVM. */
  private static void sayThatNothingRuns(Throwable failed) {
    Throwable cause = failed instanceof InvocationTargetException ? failed.getCause() : failed;
    say("could not start, the program runs unwoven: " + cause);
  }

  /** Whether this Java is too old; that is said. */
  static boolean tooOld() {
    String version = System.getProperty("java.specification.version", "");
    if (majorVersion(version) >= OLDEST_JAVA) {
      return false;
    }
    say("inactive: AOS needs Java " + OLDEST_JAVA + " or later, this is Java " + version);
    return true;
  }

  /**
   * The major version of a {@code java.specification.version}.
   *
   * @param version {@code 1.8}, {@code 11}, {@code 25}
   */
  static int majorVersion(String version) {
    String major = version.startsWith("1.") ? version.substring(2) : version;
    try {
      return Integer.parseInt(major);
    } catch (NumberFormatException unknown) {
      return 0;
    }
  }

  private static void say(String line) {
    System.err.println("[aos] " + line);
  }
}
