package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a valid rule file is warned of. */
class RuleWarningsTest {

  @TempDir Path folder;

  @Test
  void loopThatNothingUsesIsWarnedOf() throws IOException {
    String text =
        "version: 1\nevent-loops: [{classes: A, loop: none}]\noffload: [java.io.File]\n"
            + LoopRulesTest.MINE;
    Path file = Fixtures.write(folder, text);
    assertEquals(
        "aos.yaml:4:9: warning: no event loop uses the loop `mine`; name it in `loop:`, or remove"
            + " it\n",
        Fixtures.messages(RuleFileReader.read(file.toString()), file));
  }

  @Test
  void whatHasNoEffectYetIsWarnedOf() throws IOException {
    String text = "version: 1\nevent-loops: [com.acme.**]\noffload: [java.io.File]\nreload: 5s\n";
    Path file = Fixtures.write(folder, text);
    assertEquals(
        "aos.yaml:4:1: warning: `reload` is not supported yet and has no effect; it may stay\n",
        Fixtures.messages(RuleFileReader.read(file.toString()), file));
  }

  @Test
  void whatNeverAppliesIsWarnedOf() throws IOException {
    Path file =
        Fixtures.write(
            folder,
            """
            version: 1
            event-loops: [com.acme.**]
            offload:
              - java.io.File
              - {call: "java.io.File.*", mode: count}
              - {call: java.net.URL, except: [java.net.URL.openStream]}
              - java.net.URL
              - java.io.Console.readLine
              - include: jdk/files
              - include: jdk/files
            keep: [java.io.Console.readLine, java.io.File.exists, java.io.File.exists]
            """);
    String expected =
        """
        aos.yaml:5:12: warning: `java.io.File.*` never applies: it stands already on line 4, column 5; remove one
        aos.yaml:8:5: warning: `java.io.Console.readLine` never applies: it also stands in `keep` on line 11, column 8; remove one
        aos.yaml:10:5: warning: the pack `jdk/files` is included above already; remove one
        aos.yaml:11:55: warning: `java.io.File.exists` already stands in `keep` on line 11, column 34; remove one
        """;
    assertEquals(expected, Fixtures.messages(RuleFileReader.read(file.toString()), file));
    assertEquals(4, Fixtures.rules(file).offload().get(4).number());
  }
}
