package dev.aos.core.rules;

import java.util.List;

/** What came of reading a rule file. */
public sealed interface ReadResult {

  /**
   * The file can be used.
   *
   * @param rules what it says
   * @param warnings what in it has no effect
   */
  record Valid(RuleSet rules, List<Problem> warnings) implements ReadResult {}

  /**
   * The file can't be used.
   *
   * @param problems every error in it, and the warnings, in the order of the file
   */
  record Invalid(List<Problem> problems) implements ReadResult {}
}
