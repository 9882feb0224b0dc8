package dev.aos.core.rules;

import java.util.Optional;

/**
 * A pattern for class names: a binary name ({@code $} for nested classes) with {@code *} inside a
 * segment, a final {@code **} for the package and below, {@code **} alone for everything.
 */
public final class TypePattern {

  private static final String BELOW = "**";

  private final String text;

  /** The pattern, without the final {@code **} if there is one. */
  private final String names;

  private final boolean below;
  private final boolean wildcards;

  private TypePattern(String text) {
    this.text = text;
    this.below = text.endsWith(BELOW);
    this.names = below ? text.substring(0, text.length() - BELOW.length()) : text;
    this.wildcards = names.indexOf('*') >= 0;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException if the text is no pattern
   */
  public static TypePattern parse(String text) throws PatternException {
    return parse(new PatternSyntax(PatternSyntax.Kind.TYPE, text, true));
  }

  /** Reads the pattern that a syntax is about. */
  static TypePattern parse(PatternSyntax syntax) throws PatternException {
    String text = syntax.text();
    syntax.checkNotation();
    int call = text.indexOf('(');
    if (call >= 0) {
      throw syntax.error("it names classes, not calls", call, Optional.of("leave out the method"));
    }
    int plus = text.indexOf('+');
    if (plus >= 0) {
      throw syntax.error("`+` stands in call patterns only", plus, syntax.tryInstead("+", ""));
    }
    if (!text.equals(BELOW)) {
      syntax.checkName(0, text.length());
    }
    return new TypePattern(text);
  }

  /**
   * Whether the pattern matches a class.
   *
   * @param binaryName the class's binary name
   */
  public boolean matches(String binaryName) {
    if (!below) {
      return wildcards ? Wildcard.matches(names, binaryName) : names.equals(binaryName);
    }
    int length = wildcards ? lengthOfPackage(binaryName) : names.length();
    if (binaryName.length() <= length) {
      return false;
    }
    return wildcards ? Wildcard.matches(names, binaryName, length) : binaryName.startsWith(names);
  }

  /** The one class that is meant, if the pattern has no wildcard. */
  public Optional<String> exactName() {
    return below || wildcards ? Optional.empty() : Optional.of(names);
  }

  /** How much of a name must be matched by what stands before {@code **}: as many segments. */
  private int lengthOfPackage(String binaryName) {
    int dot = -1;
    for (int i = names.indexOf('.'); i >= 0; i = names.indexOf('.', i + 1)) {
      dot = binaryName.indexOf('.', dot + 1);
      if (dot < 0) {
        return binaryName.length();
      }
    }
    return dot + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypePattern && ((TypePattern) other).text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
