package dev.aos.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * {@code java -jar aos-agent.jar}. Not in {@link Launcher}: a Java without the module {@code
 * java.instrument} takes no class for a main class that has its types in public methods.
 */
public final class Main {

  private static final String COMMAND_LINE = "dev.aos.core.cli.CommandLine";

  private Main() {
    // no instances
  }

  /** Loads core and hands over. */
  public static void main(String[] arguments) throws Exception {
    if (Launcher.tooOld()) {
      System.exit(2);
    }
    try {
      Class.forName(COMMAND_LINE, true, CoreLoader.forCommandLine())
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException failed) {
      failed.getCause().printStackTrace();
      System.exit(2);
    }
  }
}
