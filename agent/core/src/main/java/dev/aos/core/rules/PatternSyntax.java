package dev.aos.core.rules;

import java.util.Optional;

/** What type patterns and call patterns have in common: the checks of a dotted name. */
final class PatternSyntax {

  /** What a text should be. */
  enum Kind {
    TYPE("type pattern"),
    CALL("call pattern");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private final Kind kind;
  private final String text;
  private final boolean suggesting;

  /**
   * @param kind what the text should be
   * @param text the whole pattern
   * @param suggesting whether errors come with a suggestion; not so while a suggestion is tried
   */
  PatternSyntax(Kind kind, String text, boolean suggesting) {
    this.kind = kind;
    this.text = text;
    this.suggesting = suggesting;
  }

  /** The whole pattern. */
  String text() {
    return text;
  }

  /** An exception that says what the text should be and why it isn't. */
  PatternException error(String why, int offset, Optional<String> suggestion) {
    String message = Quote.of(text) + " is no " + kind.words + ": " + why;
    return new PatternException(message, offset, suggestion);
  }

  /** Suggests the pattern with something replaced, if the result is a pattern. */
  Optional<String> tryInstead(String part, String replacement) {
    return tryInstead(text.replace(part, replacement));
  }

  /** Suggests another pattern, if it is one. */
  Optional<String> tryInstead(String other) {
    if (!suggesting || other.equals(text)) {
      return Optional.empty();
    }
    PatternSyntax syntax = new PatternSyntax(kind, other, false);
    try {
      if (kind == Kind.TYPE) {
        TypePattern.parse(syntax);
      } else {
        new CallPatternParser(syntax).parse();
      }
      return Optional.of("write " + Quote.of(other));
    } catch (PatternException noPatternEither) {
      return Optional.empty();
    }
  }

  /** Refuses what other tools write and this language doesn't have. */
  void checkNotation() throws PatternException {
    if (text.isEmpty()) {
      throw error("it is empty", 0, Optional.empty());
    }
    int dash = text.indexOf(" -");
    if (dash >= 0 || text.startsWith("-")) {
      Optional<String> hint = Optional.of("write a space after the dash of a list item");
      throw error("a name can't begin with `-`", dash + 1, hint);
    }
    if (text.charAt(0) == '!') {
      throw error("there is no `!`", 0, Optional.of("use the key `except:` for what is left out"));
    }
    int semicolon = text.indexOf(';');
    if (semicolon > text.indexOf('(') && text.indexOf('(') >= 0) {
      Optional<String> hint = Optional.of("write `java.lang.String`, `byte[]`, `int`");
      throw error("arguments are written as in Java source", semicolon, hint);
    }
    refuse("::", "a method is written after a dot", ".");
    refuse("#", "a method is written after a dot", ".");
    refuse("/", "packages are separated by dots", ".");
    refuse("\\", "packages are separated by dots", ".");
    refuse(".<init>", "a constructor is written as `new`", ".new");
    int angle = text.indexOf('<');
    if (angle >= 0) {
      int end = text.lastIndexOf('>');
      String erased = end < angle ? text : text.substring(0, angle) + text.substring(end + 1);
      throw error("type parameters are not part of it", angle, tryInstead(erased));
    }
  }

  private void refuse(String notation, String why, String instead) throws PatternException {
    int at = text.indexOf(notation);
    if (at >= 0) {
      throw error(why, at, tryInstead(notation, instead));
    }
  }

  /** Checks the part of the text that is a dotted name, wildcards included. */
  void checkName(int from, int to) throws PatternException {
    int segment = from;
    while (segment <= to) {
      int dot = text.indexOf('.', segment);
      int end = dot < 0 || dot > to ? to : dot;
      checkSegment(segment, end, end == to);
      segment = end + 1;
    }
  }

  private void checkSegment(int from, int to, boolean last) throws PatternException {
    if (from == to) {
      throw error("a name between two dots is missing", from, tryInstead("..", "."));
    }
    checkStars(from, to, last);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n') {
        throw error("there is a space in it", i, Optional.of("remove it"));
      }
      if (Character.isIdentifierIgnorable(c)) {
        throw error("there is an invisible character in it", i);
      }
      boolean allowed =
          c == '*'
              || Character.isJavaIdentifierPart(c)
              || c == '-' // in names that the Kotlin compiler makes
              || Character.isSurrogate(c);
      if (!allowed) {
        String why = Quote.of(text.substring(i, i + 1)) + " can't stand in a name";
        Optional<String> hint =
            c == ',' ? Optional.of("make two patterns of it") : Optional.empty();
        throw error(why, i, hint);
      }
    }
    if (Character.isDigit(text.charAt(from))) {
      throw error("a name can't begin with a digit", from);
    }
  }

  private void checkStars(int from, int to, boolean last) throws PatternException {
    int stars = text.indexOf("**", from);
    if (stars < 0 || stars >= to) {
      return;
    }
    if (from + 2 == to && last && from > 0) {
      return;
    }
    if (!last) {
      throw error("`**` stands only at the end", stars, tryInstead("**", "*"));
    }
    String name = text.substring(0, stars);
    Optional<String> hint =
        text.startsWith("***", stars) || from == stars
            ? tryInstead(name + text.substring(stars).replaceAll("\\*+", "**"))
            : tryInstead(name + ".**");
    throw error("`**` stands only after a package and a dot", stars, hint);
  }

  private PatternException error(String why, int offset) {
    return error(why, offset, Optional.empty());
  }
}
