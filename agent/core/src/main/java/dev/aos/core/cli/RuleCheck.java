package dev.aos.core.cli;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.NameCheck;
import dev.aos.core.match.OrderCheck;
import dev.aos.core.match.ResourceSearch;
import dev.aos.core.rules.Problem;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleFileReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a rule file and checks the names in it: against the classes on the class path, or against
 * those of the JDK alone where the class path can't be asked yet.
 */
final class RuleCheck {

  private RuleCheck() {
    // no instances
  }

  /** Reads a rule file before the application's main method. */
  static ReadResult readInPremain(String file) {
    return read(file, ResourceSearch.isHarmless() ? ClassLoader.getSystemClassLoader() : null);
  }

  /** Reads a rule file at any other time, with the names checked against a loader's classes. */
  static ReadResult read(String file, ClassLoader loader) {
    ReadResult result = RuleFileReader.read(file);
    if (result instanceof ReadResult.Valid valid) {
      ClassHierarchy classes = new ClassHierarchies().of(loader);
      List<Problem> wrongNames = new NameCheck(classes).check(valid.rules());
      List<Problem> problems = new ArrayList<>(valid.warnings());
      if (!wrongNames.isEmpty()) {
        problems.addAll(wrongNames);
        return new ReadResult.Invalid(problems);
      }
      problems.addAll(new OrderCheck(classes).check(valid.rules()));
      return new ReadResult.Valid(valid.rules(), problems);
    }
    return result;
  }
}
