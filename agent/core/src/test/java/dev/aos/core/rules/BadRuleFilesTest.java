package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each {@code bad/NAME.yaml} gets exactly the messages of {@code bad/NAME.txt}. */
class BadRuleFilesTest {

  @TestFactory
  Stream<DynamicTest> saysExactly() throws IOException {
    return Fixtures.ruleFiles("bad").stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    ReadResult result = RuleFileReader.read(file.toString());
    String text = file.toString().replaceFirst("\\.yaml$", ".txt");
    assertEquals(Files.readString(Path.of(text)), Fixtures.messages(result, file));
    assertInstanceOf(ReadResult.Invalid.class, result);
  }

  @Test
  void everyMessageHasAPlaceInTheFile() throws IOException {
    List<Path> files = Fixtures.ruleFiles("bad");
    assertTrue(files.size() >= 25, files.size() + " bad files");
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      for (Problem problem : Fixtures.errors(file)) {
        assertEquals(file.toString(), problem.position().file());
        assertTrue(problem.position().column() >= 1, problem.toString());
        int line = problem.position().line();
        assertTrue(line >= 1 && line <= Math.max(1, lines), problem.toString());
      }
    }
  }

  @Test
  void problemsComeInTheOrderOfTheFile() throws IOException {
    for (Path file : Fixtures.ruleFiles("bad")) {
      int line = 0;
      for (Problem problem : Fixtures.errors(file)) {
        assertTrue(problem.position().line() >= line, problem.toString());
        line = problem.position().line();
      }
    }
  }
}
