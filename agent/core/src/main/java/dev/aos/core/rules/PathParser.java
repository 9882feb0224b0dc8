package dev.aos.core.rules;

import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a path of a loop definition: {@code this}, {@code argN}, {@code it} or a class name, then
 * fields and methods with literal arguments. Of a dotted name the class is what goes up to and
 * including the first segment that begins with a capital.
 */
final class PathParser {

  private static final String ARGUMENT = "arg";

  /** A method has no more parameters than that. */
  private static final int MOST_ARGUMENTS = 255;

  private final String text;
  private int at;

  private PathParser(String text) {
    this.text = text;
  }

  /**
   * Reads a path.
   *
   * @throws PatternException if the text is no path
   */
  static Path parse(String text) throws PatternException {
    PathParser parser = new PathParser(text);
    Path path = parser.path();
    if (parser.at < text.length()) {
      parser.expect('.');
    }
    return path;
  }

  /** A path up to the end, or up to what ends an argument. */
  private Path path() throws PatternException {
    int from = at;
    Path.Root root = root();
    List<Path.Step> steps = new ArrayList<>();
    while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
      expect('.');
      steps.add(step());
    }
    if (root instanceof Path.Type && steps.isEmpty()) {
      throw error("a class alone is no value", at, "add a static member");
    }
    return new Path(text.substring(from, at), root, List.copyOf(steps));
  }

  private Path.Root root() throws PatternException {
    String word = name();
    if (word.equals("this")) {
      return new Path.This();
    }
    if (word.equals("it")) {
      return new Path.It();
    }
    if (word.equals("lane")) {
      return new Path.LaneKey();
    }
    if (word.startsWith(ARGUMENT)) {
      int index = index(word.substring(ARGUMENT.length()));
      if (index >= 0) {
        return new Path.Argument(index);
      }
    }
    while (!isCapital(word)) {
      if (at == text.length() || text.charAt(at) != '.') {
        String hint = "begin with `this`, `arg0`, `lane`, `it` or a class";
        throw error(Quote.of(word) + " is nothing a path begins with", 0, hint);
      }
      at++;
      word = name();
    }
    return new Path.Type(text.substring(0, at));
  }

  private static int index(String digits) {
    if (digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      index = index * 10 + digit;
    }
    return index < MOST_ARGUMENTS ? index : -1;
  }

  private static boolean isCapital(String word) {
    return Character.isUpperCase(word.charAt(0)) || word.indexOf('$') >= 0;
  }

  private Path.Step step() throws PatternException {
    String name = name();
    if (at == text.length() || text.charAt(at) != '(') {
      return new Path.Field(name);
    }
    at++;
    List<Object> arguments = new ArrayList<>();
    skipSpaces();
    if (at < text.length() && text.charAt(at) == ')') {
      at++;
      return new Path.Call(name, List.of());
    }
    while (true) {
      arguments.add(argument());
      skipSpaces();
      if (at < text.length() && text.charAt(at) == ')') {
        at++;
        return new Path.Call(name, List.copyOf(arguments));
      }
      expect(',');
      skipSpaces();
    }
  }

  private Object argument() throws PatternException {
    if (at == text.length()) {
      throw error("a `)` is missing", at, "add it");
    }
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      return quoted(first);
    }
    if (beginsPath()) {
      return path();
    }
    int from = at;
    while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    switch (word) {
      case "true":
        return true;
      case "false":
        return false;
      case "it":
        return new Path.It();
      case "null":
        return new Path.Null();
      default:
        return number(word, from);
    }
  }

  /** Whether an argument is a path: it begins with {@code this} or {@code argN}. */
  private boolean beginsPath() {
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    return word.equals("this")
        || word.equals("lane")
        || word.startsWith(ARGUMENT) && index(word.substring(ARGUMENT.length())) >= 0;
  }

  private String quoted(char quote) throws PatternException {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw error("a quote is never closed", at, "close it");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private Object number(String word, int from) throws PatternException {
    boolean isLong = word.endsWith("L");
    String digits = isLong ? word.substring(0, word.length() - 1) : word;
    try {
      long value = Long.parseLong(digits);
      return !isLong && value == (int) value ? (Object) (int) value : (Object) value;
    } catch (NumberFormatException noNumber) {
      String hint =
          "arguments are texts in quotes, integers, `true`, `false`, `null`, `it` and paths";
      throw error(Quote.of(word) + " is no literal", from, hint);
    }
  }

  private String name() throws PatternException {
    int from = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    if (at == from || Character.isDigit(text.charAt(from))) {
      throw error("a name is missing", from, "write one");
    }
    return text.substring(from, at);
  }

  private void expect(char wanted) throws PatternException {
    if (at == text.length() || text.charAt(at) != wanted) {
      throw error("a `" + wanted + "` is missing", at, "add it");
    }
    at++;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private PatternException error(String why, int offset, String suggestion) {
    String message = Quote.of(text) + " is no path: " + why;
    return new PatternException(message, offset, Optional.of(suggestion));
  }
}
