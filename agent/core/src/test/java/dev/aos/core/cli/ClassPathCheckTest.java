package dev.aos.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.web.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check FILE --class-path …}: what would be woven, without running anything. */
class ClassPathCheckTest {

  private static final String SHARED = "com/acme/web/Shared.class";

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path rules;

  @BeforeEach
  void writeRules() throws IOException {
    rules =
        Files.writeString(
            directory.resolve("aos.yaml"),
            """
            version: 1
            event-loops: [com.acme.web.Shared]
            offload: ["com.acme.api.Files.*"]
            keep: [com.acme.api.Files.touch]
            """);
  }

  private int check(String classPath) {
    return new CommandLine(new PrintStream(out, true), new PrintStream(err, true))
        .run(List.of("check", rules.toString(), "--class-path", classPath));
  }

  private static Path classes() {
    return Path.of(
        URI.create(Shared.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private void assertListed() {
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("aos.yaml: good, 1 rules"), text);
    assertTrue(text.contains("woven       com.acme.web.Shared.readAwaitWrite:"), text);
    assertTrue(text.contains("  com.acme.api.Files.read  (" + rules + ":3:"), text);
    assertTrue(text.contains("shared      com.acme.web.Shared.count is read in line "), text);
    assertTrue(text.contains("12 call sites and 0 entries in 1 classes woven, 0 call sites"), text);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void classes_of_a_directory_are_woven_in_memory() {
    assertEquals(0, check(classes().toString()));
    assertListed();
  }

  @Test
  void classes_of_jars_too() throws IOException {
    Path jar = directory.resolve("app.jar");
    try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of(SHARED, "com/acme/api/Files.class")) {
        stream.putNextEntry(new ZipEntry(name));
        stream.write(Files.readAllBytes(classes().resolve(name)));
      }
    }
    assertEquals(0, check(directory.resolve("*").toString()));
    assertListed();
  }

  @Test
  void names_in_the_rules_are_checked_against_these_classes() throws IOException {
    Files.writeString(
        rules,
        "version: 1\nevent-loops: [com.acme.web.Shared]\noffload: [com.acme.api.Files.raed]\n");
    assertEquals(1, check(classes().toString()));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("did you mean `read`?"));
  }

  @Test
  void element_that_does_not_exist_is_told() {
    assertEquals(2, check(directory.resolve("none.jar").toString()));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("there is no "));
  }
}
