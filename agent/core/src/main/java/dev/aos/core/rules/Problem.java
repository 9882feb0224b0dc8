package dev.aos.core.rules;

import java.util.Optional;

/**
 * Something wrong in a rule file.
 *
 * @param severity whether the file can still be used
 * @param position where
 * @param message what is wrong and why, with the offending text in it
 * @param suggestion what to write instead, if there is a good guess
 */
public record Problem(
    Severity severity, Position position, String message, Optional<String> suggestion) {

  /** Whether a problem keeps the file from being used. */
  public enum Severity {
    /** The file is not used: it does not say what its author meant. */
    ERROR,
    /** The file is used; something in it has no effect. */
    WARNING
  }

  @Override
  public String toString() {
    String text = position + ": " + (severity == Severity.ERROR ? "error: " : "warning: ");
    return text + message + suggestion.map(hint -> "; " + hint).orElse("");
  }
}
