package dev.aos.core.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Another JVM on this machine, which can be made to load an agent while it runs. */
final class OtherJvm {

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";
  private static final int OLDEST_JAVA = 17;

  private OtherJvm() {
    // no instances
  }

  /**
   * Loads an agent into a JVM. By reflection: core's loader sees the boot loader alone, and {@code
   * jdk.attach} is not there.
   *
   * @param starts whether the agent is to start there
   * @throws ReflectiveOperationException if that can't be done; the cause says why
   */
  static void attach(String processId, boolean starts, String jar, String argument)
      throws ReflectiveOperationException, IOException {
    if (isSurelyNone(processId)) {
      throw new IOException("that process is no JVM");
    }
    Class<?> machine = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    Object attached = machine.getMethod("attach", String.class).invoke(null, processId);
    try {
      if (starts) {
        checkVersion((Properties) machine.getMethod("getSystemProperties").invoke(attached));
      }
      machine.getMethod("loadAgent", String.class, String.class).invoke(attached, jar, argument);
    } finally {
      machine.getMethod("detach").invoke(attached);
    }
  }

  /**
   * Whether a process is no JVM. To attach means to send SIGQUIT: it ends most programs, and JDK 17
   * sends it to any. Asked where the operating system tells (Linux, of one's own processes).
   */
  private static boolean isSurelyNone(String processId) {
    try (Stream<String> mapped =
        Files.lines(Path.of("/proc", processId, "maps"), StandardCharsets.ISO_8859_1)) {
      // Or a launcher with all of HotSpot in it, as JDK 24 and later can be built.
      return mapped.noneMatch(file -> file.contains("/libjvm.") || file.endsWith("/java"));
    } catch (IOException | UncheckedIOException | InvalidPathException untold) {
      return false;
    }
  }

  private static void checkVersion(Properties properties) throws IOException {
    String version = properties.getProperty("java.specification.version", "");
    if (version.startsWith("1.") || !version.isEmpty() && Integer.parseInt(version) < OLDEST_JAVA) {
      throw new IOException("it is Java " + version + ", AOS needs " + OLDEST_JAVA + " or later");
    }
  }

  /** Why a JVM could not be attached to, for people. */
  static String explain(String processId, Throwable failed) {
    return "[aos] can't attach to JVM " + processId + ": " + reason(processId, failed);
  }

  private static String reason(String processId, Throwable failed) {
    if (failed instanceof ClassNotFoundException) {
      return "this Java has no module jdk.attach; use a whole JDK";
    }
    if (process(processId).isEmpty()) {
      return "there is no such process";
    }
    return reason(failed)
        + otherUser(processId)
            .map(user -> "; it belongs to the user " + user + ": run this command as " + user)
            .orElse("");
  }

  private static String reason(Throwable failed) {
    String kind = failed.getClass().getSimpleName();
    return switch (kind) {
      case "AttachNotSupportedException" ->
          failed.getMessage()
              + "; is it a JVM, and not one that was started with -XX:+DisableAttachMechanism?";
      case "AgentLoadException", "AgentInitializationException" ->
          "it does not take the agent: "
              + failed.getMessage()
              + "; was it started with -XX:-EnableDynamicAgentLoading, or without the module"
              + " java.instrument?";
      default -> failed instanceof IOException ? failed.getMessage() : failed.toString();
    };
  }

  /** The user that a JVM belongs to, if it is not the one who asks. */
  static Optional<String> otherUser(String processId) {
    Optional<String> own = ProcessHandle.current().info().user();
    return process(processId)
        .flatMap(process -> process.info().user())
        .filter(user -> own.isPresent() && !user.equals(own.get()));
  }

  private static Optional<ProcessHandle> process(String processId) {
    try {
      return ProcessHandle.of(Long.parseLong(processId));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
