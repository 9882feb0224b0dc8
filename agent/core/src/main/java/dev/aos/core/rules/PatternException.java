package dev.aos.core.rules;

import java.util.Optional;

/** A pattern that can't be read. Its message has the offending text, but no position. */
public final class PatternException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int offset;
  private final transient Optional<String> suggestion;

  /**
   * @param message what is wrong
   * @param offset where in the pattern's text, 0 for the first character
   * @param suggestion what to write instead
   */
  public PatternException(String message, int offset, Optional<String> suggestion) {
    super(message);
    this.offset = offset;
    this.suggestion = suggestion;
  }

  /** Where in the pattern's text, 0 for the first character. */
  public int offset() {
    return offset;
  }

  /** What to write instead, if there is a good guess. */
  public Optional<String> suggestion() {
    return suggestion;
  }
}
