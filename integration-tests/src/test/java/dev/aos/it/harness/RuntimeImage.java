package dev.aos.it.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Java that has but a few modules, as {@code jlink} makes them. */
public final class RuntimeImage {

  private RuntimeImage() {
    // no instances
  }

  /**
   * Makes one; the test is skipped if the JDK can't.
   *
   * @param folder an empty one, for it
   * @param modules separated by commas
   */
  public static Jdk of(Jdk jdk, Path folder, String modules) {
    Path jlink = jdk.tool("jlink");
    assumeTrue(Files.isExecutable(jlink), jdk + " has no jlink");
    Path home = folder.resolve("image");
    try {
      Process process =
          new ProcessBuilder(
                  jlink.toString(), "--add-modules", modules, "--output", home.toString())
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      // Since 24 there are JDKs that need none, and such that are without and can't link.
      boolean able = exitCode == 0 || Files.isDirectory(jdk.home().resolve("jmods"));
      assumeTrue(able, () -> jdk + " can't make a run time: " + text);
      assertEquals(0, exitCode, text);
      return new Jdk(jdk.feature(), jdk.version(), home);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
