package dev.aos.core.rules;

/**
 * A pattern for class names: a binary name ({@code $} for nested classes) with {@code *} inside a
 * segment, a final {@code **} for the package and below, {@code **} alone for everything.
 */
public final class TypePattern {

  private final String text;

  private TypePattern(String text) {
    this.text = text;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException if the text is no pattern
   */
  public static TypePattern parse(String text) throws PatternException {
    return new TypePattern(text);
  }

  /**
   * Whether the pattern matches a class.
   *
   * @param binaryName the class's binary name
   */
  public boolean matches(String binaryName) {
    return text.equals(binaryName);
  }

  @Override
  public String toString() {
    return text;
  }
}
