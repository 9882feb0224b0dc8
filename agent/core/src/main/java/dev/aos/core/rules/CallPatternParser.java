package dev.aos.core.rules;

import java.util.Optional;

/**
 * Reads a call pattern.
 *
 * <p>A dotted name doesn't say where the package ends and the class begins, so the parser goes by
 * the convention: the first segment whose first letter is a capital, or that contains {@code $}, is
 * the class, and at most one segment follows, the member. Where that says nothing, a lower-case
 * class is accepted only if something else shows that the last segment is the member: arguments,
 * {@code new}, a {@code +}, or a class that is {@code *}. All else is an error: a rule that never
 * matches because it was read in another way than it was meant is worse.
 */
final class CallPatternParser {

  private static final String ANY = "*";
  private static final String BELOW = "**";
  private static final String NAME_A_PACKAGE = "name a package: `java.nio.file.**`";

  private final String text;
  private final PatternSyntax syntax;

  /** Where the arguments begin, or the end of the text. */
  private final int nameEnd;

  private final boolean hasArguments;

  CallPatternParser(PatternSyntax syntax) {
    this.text = syntax.text();
    this.syntax = syntax;
    int open = text.indexOf('(');
    this.hasArguments = open >= 0;
    this.nameEnd = hasArguments ? open : text.length();
  }

  CallPattern parse() throws PatternException {
    syntax.checkNotation();
    if (text.equals(BELOW)) {
      throw syntax.error("it means every call there is", 0, Optional.of(NAME_A_PACKAGE));
    }
    checkParentheses();
    int plus = text.indexOf('+');
    if (plus >= 0 && plus < nameEnd) {
      return withSubtypes(plus);
    }
    syntax.checkName(0, nameEnd);
    String name = text.substring(0, nameEnd);
    int type = startOfType(name);
    if (name.endsWith("." + BELOW)) {
      return packageAndBelow(name, type);
    }
    return type < 0 ? withLowerCaseType(name) : withType(name, type);
  }

  private void checkParentheses() throws PatternException {
    int close = text.indexOf(')');
    if (!hasArguments && close >= 0) {
      throw syntax.error("a `(` is missing", close, Optional.empty());
    }
    if (!hasArguments) {
      return;
    }
    if (close < nameEnd) {
      Optional<String> hint = syntax.tryInstead(text + ")");
      throw syntax.error("a `)` is missing", text.length(), hint);
    }
    if (close < text.length() - 1) {
      Optional<String> hint = syntax.tryInstead(text.substring(0, close + 1));
      throw syntax.error("nothing follows the arguments", close + 1, hint);
    }
  }

  private CallPattern withSubtypes(int plus) throws PatternException {
    syntax.checkName(0, plus);
    String type = text.substring(0, plus);
    if (type.endsWith(BELOW)) {
      throw syntax.error("`+` follows a class, not a package", plus, syntax.tryInstead("+", ""));
    }
    checkNoNestedName(type, startOfType(type));
    if (plus + 1 == nameEnd) {
      return make(type, true, ANY);
    }
    if (text.charAt(plus + 1) != '.') {
      throw syntax.error("`+` stands at the end of a class name", plus, Optional.empty());
    }
    syntax.checkName(plus + 2, nameEnd);
    String member = text.substring(plus + 2, nameEnd);
    if (member.indexOf('.') >= 0) {
      throw syntax.error("one member follows `+`", plus + 2, Optional.empty());
    }
    return make(type, true, member);
  }

  private CallPattern packageAndBelow(String name, int type) throws PatternException {
    String parent = name.substring(0, name.length() - BELOW.length() - 1);
    if (type >= 0) {
      String segment = parent.substring(type);
      String why = Quote.of(segment) + " is a class by its capital, `**` follows a package";
      throw syntax.error(why, type, Optional.of("write " + Quote.of(parent + ".*")));
    }
    if (hasArguments) {
      String why = "`**` means every method, it takes no arguments";
      throw syntax.error(why, nameEnd, syntax.tryInstead(name));
    }
    if (!namesSomething(parent)) {
      throw syntax.error("it names no package", 0, Optional.of(NAME_A_PACKAGE));
    }
    return make(name, false, ANY);
  }

  private CallPattern withType(String name, int type) throws PatternException {
    int dot = name.indexOf('.', type);
    if (dot < 0) {
      if (hasArguments) {
        String constructor = name + "." + CallPattern.NEW + text.substring(nameEnd);
        throw syntax.error("the method is missing", nameEnd, syntax.tryInstead(constructor));
      }
      return make(name, false, ANY);
    }
    String member = name.substring(dot + 1);
    boolean capital = Character.isUpperCase(member.charAt(0));
    if (member.indexOf('.') >= 0 || (capital && !hasArguments)) {
      if (!capital) {
        throw syntax.error("a method has no members", dot + 1, Optional.empty());
      }
      throw nestedName(dot);
    }
    return make(name.substring(0, dot), false, member);
  }

  private CallPattern withLowerCaseType(String name) throws PatternException {
    int dot = name.lastIndexOf('.');
    String member = name.substring(dot + 1);
    String type = dot < 0 ? "" : name.substring(0, dot);
    boolean anyType = type.equals(ANY) || type.endsWith("." + ANY);
    boolean plain = hasArguments || member.equals(CallPattern.NEW) || anyType;
    if (plain && dot > 0 && namesSomething(name)) {
      return make(type, false, member);
    }
    if (!namesSomething(name)) {
      throw syntax.error("it names nothing", 0, Optional.of(NAME_A_PACKAGE));
    }
    if (member.equals(ANY)) {
      String hint =
          String.join(
              "",
              "write " + Quote.of(type + ".**"),
              " for the package and below, or " + Quote.of(type + ".*.*"),
              " for the classes directly in it");
      throw syntax.error("`*` is a method or a class here", dot + 1, Optional.of(hint));
    }
    String hint = "write " + Quote.of(name + ".**") + " if it is a package";
    if (dot > 0) {
      hint += ", " + Quote.of(name + "(..)") + " if it is a method of a lower-case class";
    }
    throw syntax.error(
        "no part of it begins with a capital, as a class does", 0, Optional.of(hint));
  }

  private CallPattern make(String type, boolean subtypes, String member) throws PatternException {
    if (member.indexOf("**") >= 0) {
      throw syntax.error("`**` is no method", text.indexOf("**"), syntax.tryInstead("**", "*"));
    }
    Optional<ArgumentPatterns> arguments = Optional.empty();
    if (hasArguments) {
      ArgumentPatterns written = ArgumentPatterns.parse(syntax, nameEnd + 1, text.length() - 1);
      arguments = written.any() ? Optional.empty() : Optional.of(written);
    }
    return new CallPattern(text, TypePattern.parse(type), subtypes, member, arguments);
  }

  private void checkNoNestedName(String type, int start) throws PatternException {
    int dot = start < 0 ? -1 : type.indexOf('.', start);
    if (dot >= 0) {
      throw nestedName(dot);
    }
  }

  private PatternException nestedName(int dot) {
    String nested = text.substring(0, dot) + "$" + text.substring(dot + 1);
    return syntax.error("a nested class is written with `$`", dot, syntax.tryInstead(nested));
  }

  /** Where the first segment begins that is a class by convention, or -1. */
  private static int startOfType(String name) {
    int segment = 0;
    while (segment <= name.length()) {
      int dot = name.indexOf('.', segment);
      int end = dot < 0 ? name.length() : dot;
      if (isCapital(name.substring(segment, end)) || name.substring(segment, end).contains("$")) {
        return segment;
      }
      segment = end + 1;
    }
    return -1;
  }

  private static boolean isCapital(String segment) {
    int letter = 0;
    while (letter < segment.length() && segment.charAt(letter) == '*') {
      letter++;
    }
    return letter < segment.length() && Character.isUpperCase(segment.charAt(letter));
  }

  /** Whether there is anything but wildcards in a name. */
  private static boolean namesSomething(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '*' && name.charAt(i) != '.') {
        return true;
      }
    }
    return false;
  }
}
