package dev.aos.core.rules;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Rule files for tests, and what came of reading them. */
final class Fixtures {

  private Fixtures() {
    // no instances
  }

  /** A file or folder beside this class among the test resources. */
  static Path path(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException wrong) {
      throw new AssertionError(name, wrong);
    }
  }

  /** The rule files of a folder, in the order of their names. */
  static List<Path> ruleFiles(String folder) throws IOException {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** The rules of a file that must be valid, with or without warnings. */
  static RuleSet rules(Path file) {
    ReadResult result = RuleFileReader.read(file.toString());
    if (result instanceof ReadResult.Invalid) {
      fail(messages(result, file));
    }
    return ((ReadResult.Valid) result).rules();
  }

  /** The problems of a file that must be invalid. */
  static List<Problem> errors(Path file) {
    return assertInstanceOf(ReadResult.Invalid.class, RuleFileReader.read(file.toString()))
        .problems();
  }

  /** The problems, one a line, as if the file had been named without its folder. */
  static String messages(ReadResult result, Path file) {
    List<Problem> problems =
        result instanceof ReadResult.Invalid
            ? ((ReadResult.Invalid) result).problems()
            : ((ReadResult.Valid) result).warnings();
    StringBuilder messages = new StringBuilder();
    for (Problem problem : problems) {
      String line = problem.toString();
      String folder = file.getParent() + "/";
      messages
          .append(line.startsWith(folder) ? line.substring(folder.length()) : line)
          .append('\n');
    }
    return messages.toString();
  }

  /** A rule file made of a text, in a folder. */
  static Path write(Path folder, String text) throws IOException {
    return Files.write(folder.resolve("aos.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }
}
