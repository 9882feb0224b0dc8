package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule files with random mistakes: reading ends, with a rule set or with errors that have a place.
 */
class MutatedFilesTest {

  private static final int FILES = 1500;
  private static final String SPICE =
      "*!&?|>-:,.()[]{}#'\"%@`+$ \t\n\\~<=/0aZ\u00E4\u200B\uD83D\uDE00";

  @TempDir Path folder;

  @Test
  void neverThrowNorHang() throws IOException {
    List<String> originals = new ArrayList<>();
    for (Path file : Fixtures.ruleFiles("good")) {
      originals.add(Files.readString(file));
    }
    for (Path file : Fixtures.ruleFiles("bad")) {
      originals.add(Files.readString(file));
    }
    originals.add(Files.readString(Fixtures.path("loops/netty.yaml")));
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> readAll(originals));
  }

  private void readAll(List<String> originals) throws IOException {
    for (int seed = 0; seed < FILES; seed++) {
      Random random = new Random(seed);
      String text = mutate(originals.get(random.nextInt(originals.size())), random);
      Path file = Fixtures.write(folder, text);
      try {
        check(RuleFileReader.read(file.toString()), text);
      } catch (RuntimeException | StackOverflowError | AssertionError failure) {
        throw new AssertionError("seed " + seed + ":\n" + text, failure);
      }
    }
  }

  private static void check(ReadResult result, String text) {
    List<Problem> problems;
    if (result instanceof ReadResult.Valid) {
      problems = ((ReadResult.Valid) result).warnings();
    } else {
      problems = ((ReadResult.Invalid) result).problems();
      boolean error = problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
      assertTrue(error, "invalid without an error");
    }
    int lines = text.split("\r\n|\r|\n", -1).length;
    for (Problem problem : problems) {
      Position position = problem.position();
      assertTrue(position.line() >= 1 && position.line() <= lines, problem.toString());
      assertTrue(position.column() >= 1, problem.toString());
      assertFalse(problem.message().indexOf('\n') >= 0, problem.toString());
    }
  }

  private static String mutate(String original, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int mistakes = 1 + random.nextInt(4); mistakes > 0 && text.length() > 0; mistakes--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        case 2 -> text.setCharAt(at, spice(random));
        case 3 -> text.insert(at, spice(random));
        default -> text.insert(at, text.substring(random.nextInt(to), to));
      }
    }
    return text.toString();
  }

  private static char spice(Random random) {
    return SPICE.charAt(random.nextInt(SPICE.length()));
  }
}
