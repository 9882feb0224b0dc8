package dev.aos.core.rules;

import java.util.List;
import java.util.Optional;

/** Reads a rule file. */
public final class RuleFileReader {

  private RuleFileReader() {
    // no instances
  }

  /**
   * Reads and checks a rule file with {@code java.io} alone: premain must not initialise the
   * default file system. Never throws for anything that stands in the file, or for a file that
   * can't be read.
   *
   * @param path the file's name as the user gave it
   */
  public static ReadResult read(String path) {
    Problems problems = new Problems();
    Optional<RuleSet> rules = read(path, problems);
    List<Problem> found = problems.inFileOrder();
    return rules.isPresent() && !problems.hasErrors()
        ? new ReadResult.Valid(rules.get(), found)
        : new ReadResult.Invalid(found);
  }

  private static Optional<RuleSet> read(String path, Problems problems) {
    Optional<String> text = TextFile.read(path, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlNode> root = YamlDocument.parse(path, text.get(), problems);
    return root.isEmpty() ? Optional.empty() : RuleFileParser.parse(path, root.get(), problems);
  }
}
