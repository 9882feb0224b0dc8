package dev.aos.core.rules;

/**
 * A pattern for calls: {@code TYPE[+].MEMBER[(ARGS)]}, {@code PACKAGE.**}, or {@code TYPE} (=
 * {@code TYPE.*}). MEMBER is a name with {@code *}, or {@code new}.
 */
public final class CallPattern {

  private final String text;
  private final TypePattern owner;

  private CallPattern(String text, TypePattern owner) {
    this.text = text;
    this.owner = owner;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException if the text is no pattern
   */
  public static CallPattern parse(String text) throws PatternException {
    return new CallPattern(text, TypePattern.parse(text));
  }

  /** The types whose members are meant, without their subtypes. */
  public TypePattern owner() {
    return owner;
  }

  /** Whether subtypes of the owner are meant too ({@code TYPE+}). */
  public boolean subtypes() {
    return false;
  }

  /**
   * Whether the member is named exactly, without a wildcard. Only such patterns match constructors,
   * {@code Object}'s methods and the harmless ones.
   */
  public boolean exactMember() {
    return false;
  }

  /**
   * Whether the pattern matches a member, whatever its owner.
   *
   * @param name the member's name in the class file, {@code <init>} for a constructor
   * @param descriptor the member's descriptor
   */
  public boolean matchesMember(String name, String descriptor) {
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
