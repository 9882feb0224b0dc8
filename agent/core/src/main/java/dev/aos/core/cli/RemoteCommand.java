package dev.aos.core.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A command for the agent in another JVM. It is sent by attaching: the JVM there loads this same
 * jar once more, the launcher finds the agent that runs already and hands the command on.
 */
final class RemoteCommand {

  private final String name;
  private final String arguments;
  private final String processId;

  /**
   * @param name one of {@link Console#COMMANDS}, or {@link Attachment#COMMAND}
   * @param arguments what follows it; empty if nothing does
   * @param processId of the JVM
   */
  RemoteCommand(String name, String arguments, String processId) {
    this.name = name;
    this.arguments = arguments;
    this.processId = processId;
  }

  /**
   * Sends the command and prints the answer.
   *
   * @return the exit code
   */
  int send(PrintStream out, PrintStream err) {
    Path file = null;
    try {
      file = Files.createTempFile("aos-answer", ".txt");
      Optional<String> otherUser = OtherJvm.otherUser(processId);
      if (otherUser.isPresent()) {
        give(file, otherUser.get());
      }
      CommandText command = new CommandText(name, arguments, file.toString());
      OtherJvm.attach(processId, name.equals(Attachment.COMMAND), ownJar(), command.toString());
      List<String> written = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (written.isEmpty()) {
        err.println("[aos] " + noAnswer());
        return CommandLine.BAD_USAGE;
      }
      Answer answer = Answer.of(written);
      boolean good = answer.exitCode() == CommandLine.OK;
      answer.lines().forEach(line -> (good ? out : err).println(good ? line : "[aos] " + line));
      if (answer.exitCode() == CommandLine.BAD_RULES && otherUser.isPresent()) {
        err.println("[aos] files are read by the JVM's user, " + otherUser.get());
      }
      return answer.exitCode();
    } catch (InvocationTargetException failed) {
      err.println(OtherJvm.explain(processId, failed.getCause()));
    } catch (ReflectiveOperationException | IOException failed) {
      err.println(OtherJvm.explain(processId, failed));
    } finally {
      delete(file);
    }
    return CommandLine.BAD_USAGE;
  }

  /** Only the superuser may attach to the JVM of another user, who then has to write the answer. */
  private static void give(Path file, String user) {
    try {
      Files.setOwner(
          file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    } catch (IOException | UnsupportedOperationException notAllowed) {
      // Neither is attaching, which says so.
    }
  }

  private String noAnswer() {
    return name.equals(Attachment.COMMAND)
        ? "JVM " + processId + " gave no answer; what it has printed on stderr may say why"
        : "AOS does not run in JVM " + processId + ", or is another version";
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
