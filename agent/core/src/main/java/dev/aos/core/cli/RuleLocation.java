package dev.aos.core.cli;

import java.io.File;
import java.util.Optional;

/** Where the rule file is: the agent's argument, else {@code AOS_RULES}, else {@code aos.yaml}. */
final class RuleLocation {

  static final String VARIABLE = "AOS_RULES";
  static final String DEFAULT_FILE = "aos.yaml";

  private RuleLocation() {
    // no instances
  }

  /**
   * Finds the rule file. One that is named is returned even if it does not exist: that is an error,
   * not a reason to take another.
   */
  static Optional<String> find(AgentArguments arguments) {
    if (arguments.ruleFile().isPresent()) {
      return arguments.ruleFile();
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isEmpty()) {
      return Optional.of(variable);
    }
    return new File(DEFAULT_FILE).exists() ? Optional.of(DEFAULT_FILE) : Optional.empty();
  }
}
