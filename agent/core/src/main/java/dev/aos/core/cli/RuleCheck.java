package dev.aos.core.cli;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.NameCheck;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleFileReader;
import java.util.ArrayList;
import java.util.List;

/** Reads a rule file and checks the names in it against the classes on the class path. */
final class RuleCheck {

  private RuleCheck() {
    // no instances
  }

  static ReadResult read(String file) {
    ReadResult result = RuleFileReader.read(file);
    if (result instanceof ReadResult.Valid valid) {
      List<Problem> wrongNames =
          new NameCheck(new ClassHierarchies().of(ClassLoader.getSystemClassLoader()))
              .check(valid.rules());
      if (!wrongNames.isEmpty()) {
        List<Problem> problems = new ArrayList<>(valid.warnings());
        problems.addAll(wrongNames);
        return new ReadResult.Invalid(problems);
      }
    }
    return result;
  }
}
