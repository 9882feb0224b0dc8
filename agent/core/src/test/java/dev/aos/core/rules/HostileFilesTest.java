package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files, made to be expensive: none takes long. */
class HostileFilesTest {

  /** Large enough for anything quadratic to show, small enough to try very many. */
  private static final int LARGE = TextFile.LIMIT / 4;

  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[", "{", "- ", "? ", "a: ", "[a,", "{a: ", "*a ", "&a ", "!a ", "- *\n", "- **\n", "'",
            "\"",
        "\"\\", "|", "a:\n", "a\n", "- a\n", "-", "(", "A.b(", "a.", "- !x\n", "---\n", "%", "#",
            " ",
        "\t", "\n", "[byte[],", "a:b ", "<<: "
      })
  void aPieceRepeatedVeryOften(String piece) throws Exception {
    String text = piece.repeat(LARGE / piece.length());
    assertFalse(problems(text).isEmpty());
    assertFalse(problems("version: 1\noffload: " + text.substring(20)).isEmpty());
  }

  @Test
  void aListOfVeryManyWrongItems() throws Exception {
    List<Problem> problems =
        problems("version: 1\nevent-loops: [A]\noffload:\n" + "- a/b\n".repeat(50_000));
    assertEquals(Problems.MOST + 1, problems.size());
    String last = problems.get(Problems.MOST).toString();
    assertTrue(last.endsWith(":104:4: error: 49900 more problems are not shown"), last);
  }

  @Test
  void veryManyRepetitionsOfOnePatternAreWarningsOnly() throws Exception {
    String text = "version: 1\nevent-loops: [A]\noffload:\n" + "- a.B\n".repeat(50_000);
    ReadResult result = read(text);
    assertInstanceOf(ReadResult.Valid.class, result);
    assertEquals(Problems.MOST + 1, ((ReadResult.Valid) result).warnings().size());
  }

  @Test
  void aliasesWithinTheLimitsAreFine() throws Exception {
    String text =
        "version: 1\nevent-loops: [A]\noffload:\n"
            + "- {calls: &c [a.B, a.C], executor: &e default}\n"
            + "- {call: a.D, except: *c, executor: *e}\n";
    assertInstanceOf(ReadResult.Valid.class, read(text));
  }

  private List<Problem> problems(String text) throws Exception {
    return assertInstanceOf(ReadResult.Invalid.class, read(text)).problems();
  }

  private ReadResult read(String text) throws Exception {
    String file = Fixtures.write(folder, text).toString();
    return assertTimeoutPreemptively(A_MOMENT, () -> RuleFileReader.read(file));
  }
}
