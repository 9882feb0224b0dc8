package dev.aos.core.rules;

import java.util.Objects;
import java.util.Optional;

/**
 * A pattern for calls: {@code TYPE[+].MEMBER[(ARGS)]}, {@code PACKAGE.**}, or {@code TYPE} (=
 * {@code TYPE.*}). MEMBER is a name with {@code *}, or {@code new}.
 *
 * <p>Two patterns are equal if they mean the same calls in the same words: {@code java.io.File} and
 * {@code java.io.File.*} are.
 */
public final class CallPattern {

  /** How a pattern names constructors. */
  static final String NEW = "new";

  private static final String CONSTRUCTOR = "<init>";
  private static final String CLASS_INITIALISER = "<clinit>";

  private final String text;
  private final TypePattern owner;
  private final boolean subtypes;
  private final String member;
  private final Optional<ArgumentPatterns> arguments;

  CallPattern(
      String text,
      TypePattern owner,
      boolean subtypes,
      String member,
      Optional<ArgumentPatterns> arguments) {
    this.text = text;
    this.owner = owner;
    this.subtypes = subtypes;
    this.member = member;
    this.arguments = arguments;
  }

  /**
   * Reads a pattern.
   *
   * @throws PatternException if the text is no pattern
   */
  public static CallPattern parse(String text) throws PatternException {
    return new CallPatternParser(new PatternSyntax(PatternSyntax.Kind.CALL, text, true)).parse();
  }

  /** The types whose members are meant, without their subtypes. */
  public TypePattern owner() {
    return owner;
  }

  /** The one type whose members are meant, if the pattern names it without a wildcard. */
  public Optional<String> exactOwner() {
    return owner.exactName();
  }

  /** Whether subtypes of the owner are meant too ({@code TYPE+}). */
  public boolean subtypes() {
    return subtypes;
  }

  /**
   * Whether the member is named exactly, without a wildcard. Only such patterns match constructors,
   * {@code Object}'s methods and the harmless ones.
   */
  public boolean exactMember() {
    return member.indexOf('*') < 0;
  }

  /**
   * The member's name in the class file, {@code <init>} for a constructor, if the pattern names it
   * without a wildcard.
   */
  public Optional<String> exactMemberName() {
    if (!exactMember()) {
      return Optional.empty();
    }
    return Optional.of(member.equals(NEW) ? CONSTRUCTOR : member);
  }

  /** Which arguments are meant; empty = any. */
  public Optional<ArgumentPatterns> arguments() {
    return arguments;
  }

  /**
   * Whether the pattern matches a member, whatever its owner.
   *
   * @param name the member's name in the class file, {@code <init>} for a constructor
   * @param descriptor the member's descriptor
   */
  public boolean matchesMember(String name, String descriptor) {
    return matchesName(name, descriptor)
        && (arguments.isEmpty() || arguments.get().matches(descriptor));
  }

  private boolean matchesName(String name, String descriptor) {
    if (name.equals(CONSTRUCTOR) || name.equals(CLASS_INITIALISER)) {
      return name.equals(CONSTRUCTOR) && member.equals(NEW);
    }
    if (exactMember()) {
      return name.equals(member) && !member.equals(NEW);
    }
    return Wildcard.matches(member, name) && !isMethodOfObject(name, descriptor);
  }

  /**
   * Whether a method is one of {@link Object}'s or overrides one. The result's type doesn't count:
   * {@code clone()} is overridden with narrower ones.
   */
  private static boolean isMethodOfObject(String name, String descriptor) {
    return switch (name) {
      case "hashCode", "toString", "getClass", "clone", "finalize", "notify", "notifyAll" ->
          descriptor.startsWith("()");
      case "equals" -> descriptor.startsWith("(Ljava/lang/Object;)");
      case "wait" ->
          descriptor.startsWith("()")
              || descriptor.startsWith("(J)")
              || descriptor.startsWith("(JI)");
      default -> false;
    };
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CallPattern)) {
      return false;
    }
    CallPattern that = (CallPattern) other;
    return owner.equals(that.owner)
        && subtypes == that.subtypes
        && member.equals(that.member)
        && arguments.equals(that.arguments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(owner, member);
  }

  @Override
  public String toString() {
    return text;
  }
}
