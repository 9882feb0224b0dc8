package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/rules.md shows is so. */
class DocumentationTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern PATTERN_ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern MESSAGE_ROW = Pattern.compile("(?m)^\\| ``(.+?)`` \\|");

  @TempDir Path folder;

  @Test
  void itsExamplesAreValid() throws IOException {
    List<String> examples = all(EXAMPLE, documentation());
    assertFalse(examples.isEmpty());
    for (String example : examples) {
      Path file = Fixtures.write(folder, example);
      assertEquals("", Fixtures.messages(RuleFileReader.read(file.toString()), file));
      Fixtures.rules(file);
    }
  }

  @Test
  void itsTypePatternsArePatterns() throws IOException, PatternException {
    List<String> patterns = all(PATTERN_ROW, section("### Type patterns", "### Call patterns"));
    assertFalse(patterns.isEmpty());
    for (String pattern : patterns) {
      TypePattern.parse(pattern);
    }
  }

  @Test
  void itsCallPatternsArePatterns() throws IOException, PatternException {
    List<String> patterns = all(PATTERN_ROW, section("### Call patterns", "## Packs"));
    assertFalse(patterns.isEmpty());
    for (String pattern : patterns) {
      CallPattern.parse(pattern);
    }
  }

  /** Messages about the file itself are those of {@link UnreadableFilesTest}. */
  @Test
  void itsMessagesAreMessages() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (Path file : Fixtures.ruleFiles("bad")) {
      messages.append(Files.readString(Path.of(file.toString().replace(".yaml", ".txt"))));
    }
    String tests = "src/test/java/dev/aos/core/rules/";
    messages.append(Files.readString(Path.of(tests + "UnreadableFilesTest.java")));
    messages.append(Files.readString(Path.of(tests + "GoodRuleFilesTest.java")));
    messages.append(Files.readString(Path.of(tests + "LoopRulesTest.java")));
    messages.append(Files.readString(Path.of(tests + "RuleWarningsTest.java")));
    messages.append(Files.readString(Path.of(tests + "../match/NameCheckTest.java")));
    List<String> documented = all(MESSAGE_ROW, section("## Troubleshooting", ""));
    assertFalse(documented.isEmpty());
    for (String message : documented) {
      String expression = Pattern.quote(message).replace("…", "\\E.+\\Q");
      assertTrue(Pattern.compile(expression).matcher(messages).find(), message);
    }
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String section(String from, String to) throws IOException {
    String text = documentation();
    int start = text.indexOf("\n" + from);
    int end = to.isEmpty() ? text.length() : text.indexOf("\n" + to);
    return text.substring(start, end);
  }

  private static String documentation() throws IOException {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("docs/rules.md");
      if (Files.exists(file)) {
        return Files.readString(file);
      }
    }
    throw new AssertionError("docs/rules.md is not above " + Path.of("").toAbsolutePath());
  }
}
