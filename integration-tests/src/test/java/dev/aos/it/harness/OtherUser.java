package dev.aos.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A user without rights, as whom JVMs can be started where the tests run as root. */
public final class OtherUser {

  /** The user's name. */
  public static final String NAME = "nobody";

  private OtherUser() {
    // no instances
  }

  /** What starts a JVM as that user; the test is skipped where that can't be. */
  public static List<String> starter(Jdk jdk) {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another user");
    Outcome group = run("id", "-g", NAME);
    assumeTrue(group.exitCode == 0, "there is no user " + NAME + ": " + group.text);
    List<String> starter =
        List.of("setpriv", "--reuid=" + NAME, "--regid=" + group.text, "--clear-groups");
    readable(starter, "-r", Jars.agent().toString());
    readable(starter, "-r", Jars.fixtures().toString());
    readable(starter, "-x", jdk.tool("java").toString());
    return starter;
  }

  private static void readable(List<String> starter, String how, String file) {
    List<String> command = new ArrayList<>(starter);
    command.addAll(List.of("test", how, file));
    Outcome outcome = run(command.toArray(new String[0]));
    assumeTrue(outcome.exitCode == 0, NAME + " may not use " + file + " " + outcome.text);
  }

  private record Outcome(int exitCode, String text) {}

  private static Outcome run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text.trim());
    } catch (IOException missing) {
      return new Outcome(-1, Arrays.toString(command) + ": " + missing.getMessage());
    } catch (InterruptedException interrupted) {
      throw new UncheckedIOException(new IOException(interrupted));
    }
  }
}
