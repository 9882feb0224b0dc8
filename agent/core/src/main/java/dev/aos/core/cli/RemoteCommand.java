package dev.aos.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command for the agent in another JVM. It is sent by attaching: the JVM there loads this same
 * jar once more, the launcher finds the agent that runs already and hands the command on.
 */
final class RemoteCommand {

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  private final String name;
  private final String processId;

  /**
   * @param name one of {@link Console#COMMANDS}
   * @param processId of the JVM
   */
  RemoteCommand(String name, String processId) {
    this.name = name;
    this.processId = processId;
  }

  /**
   * Sends the command and prints the answer.
   *
   * @return whether the agent has answered
   */
  boolean send(PrintStream out, PrintStream err) {
    Path answer = null;
    try {
      answer = Files.createTempFile("aos-answer", ".txt");
      attach(Console.argument(name, answer.toString()));
      List<String> lines = Files.readAllLines(answer, StandardCharsets.UTF_8);
      if (lines.isEmpty()) {
        err.println("[aos] AOS does not run in JVM " + processId + ", or is another version");
        return false;
      }
      lines.forEach(out::println);
      return true;
    } catch (InvocationTargetException failed) {
      err.println("[aos] can't attach to JVM " + processId + ": " + failed.getCause());
    } catch (ReflectiveOperationException | IOException failed) {
      err.println("[aos] can't attach to JVM " + processId + ": " + failed);
    } finally {
      delete(answer);
    }
    return false;
  }

  /**
   * By reflection: core's loader sees the boot loader alone, and {@code jdk.attach} is not there.
   */
  private void attach(String argument) throws ReflectiveOperationException {
    Class<?> machine = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    Object attached = machine.getMethod("attach", String.class).invoke(null, processId);
    try {
      machine
          .getMethod("loadAgent", String.class, String.class)
          .invoke(attached, ownJar(), argument);
    } finally {
      machine.getMethod("detach").invoke(attached);
    }
  }

  /** The jar that the command line was started from: it is the whole class path. */
  private static String ownJar() {
    return new File(System.getProperty("java.class.path")).getAbsolutePath();
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // A file of a few bytes in the folder for temporary files.
    }
  }
}
