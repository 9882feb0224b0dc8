package dev.aos.core.rules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in the words of a rule file's author what YAML makes of the characters that patterns are
 * full of. Used only when something is wrong, so regular expressions are fine here.
 */
final class SyntaxTraps {

  /** A key right before its value: {@code call:java.io.File}. */
  private static final Pattern NO_SPACE =
      Pattern.compile("^([\\s{\\[-]*)(\\w[\\w-]*):(?!\\s|:)\\S");

  private static final Pattern KEY_ALONE = Pattern.compile("^[\\s-]*[\\w-]+$");

  private static final int LINES_BACK = 3;

  private final String file;
  private final String text;

  SyntaxTraps(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * What to tell the author.
   *
   * @param problem what is wrong
   * @param mended the text with the wrong place made harmless, if the rest can be read all the same
   */
  record Explanation(Problem problem, Optional<String> mended) {}

  /** The problem that a text begins with an asterisk. */
  static Problem alias(Position position, String text) {
    return problem(position, "YAML reads " + Quote.of(text) + " as an alias", quoteIt(text));
  }

  /** The problem that a text begins with an exclamation mark. */
  static Problem tag(Position position, String tag) {
    String message = "YAML reads " + Quote.of(tag) + " as a tag";
    if (tag.startsWith("!!")) {
      return problem(position, message, "remove it, a rule file has no tags");
    }
    return problem(position, message, "use the key `except:` for what is left out");
  }

  /** The suggestion to write something in quotes. */
  static String quoteIt(String text) {
    String quote = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0 ? "'" : "\"";
    return "write it in quotes: " + Quote.of(quote + text + quote);
  }

  /** Explains a syntax error. */
  Explanation explain(MarkedYamlEngineException error) {
    Optional<Mark> mark = error.getProblemMark().or(error::getContextMark);
    if (mark.isEmpty()) {
      String message = "this is no YAML: " + Quote.plain(String.valueOf(error.getProblem()));
      Position start = new Position(file, 1, 1);
      return new Explanation(problem(start, message, "correct it"), Optional.empty());
    }
    Place place = new Place(mark.get());
    Place context = new Place(error.getContextMark().orElse(mark.get()));
    String during = String.valueOf(error.getContext());
    if (context.character == '*' && during.contains("alias")) {
      Token token = token(context.offset);
      return new Explanation(alias(context.position, token.text()), token.masked());
    }
    if (context.character == '!' && during.contains("tag")) {
      Token token = token(context.offset);
      return new Explanation(tag(context.position, token.text()), token.masked());
    }
    boolean inFlow = context.character == '[' || context.character == '{';
    if (place.character == '[' && inFlow && place.offset > 0) {
      Token token = token(place.offset);
      String message = "YAML reads the `[` in " + Quote.of(token.text()) + " as a list";
      Problem problem = problem(token.position(), message, quoteIt(token.text()));
      return new Explanation(problem, token.masked());
    }
    return new Explanation(name(error, place, context, during), Optional.empty());
  }

  /** Names the trap, of those after which the rest can't be read, or else says what YAML says. */
  private Problem name(MarkedYamlEngineException error, Place place, Place context, String during) {
    String found = Quote.of(String.valueOf(place.character));
    String engine = String.valueOf(error.getProblem());
    if (place.character == '\t') {
      return problem(place.position, "a tab stands where YAML wants spaces", "indent with spaces");
    }
    if (engine.startsWith("mapping values")) {
      return colon(place);
    }
    if (during.contains("simple key")) {
      return neitherKeyNorItem(context);
    }
    if (engine.contains("expected <block end>")) {
      String message = "the indentation of this line does not fit the lines above";
      return problem(place.position, message, "indent items of one list alike, and keys too");
    }
    if (engine.contains("escape character")) {
      return problem(place.position, "unknown escape in double quotes", "use single quotes");
    }
    boolean atEnd = text.substring(place.offset).isBlank();
    if (atEnd && "[{\"'".indexOf(context.character) >= 0) {
      String opened = Quote.of(String.valueOf(context.character));
      return problem(context.position, "this " + opened + " is never closed", "close it");
    }
    if (engine.contains("cannot start any token")) {
      return problem(place.position, "a text can't begin with " + found, "write it in quotes");
    }
    if (",]}".indexOf(place.character) >= 0) {
      String hint = "write the text in quotes if it belongs to it";
      return problem(place.position, found + " can't stand here", hint);
    }
    String message = "YAML stops " + (error.getContext() == null ? "here" : during) + ": ";
    Optional<String> noHint = Optional.empty();
    String shown = Quote.plain(message + engine);
    return new Problem(Problem.Severity.ERROR, place.position, shown, noHint);
  }

  /** YAML found a colon where no key can be: nearly always a space or an indentation is wrong. */
  private Problem colon(Place place) {
    String[] lines = text.split("\n", -1);
    int line = place.position.line();
    for (int i = line; i > 0 && i > line - LINES_BACK; i--) {
      Matcher noSpace = NO_SPACE.matcher(lines[i - 1]);
      if (noSpace.find()) {
        Position position = new Position(file, i, noSpace.start(2) + 1);
        return missingSpace(position, noSpace.group(2));
      }
    }
    String before = lines[line - 1].substring(0, place.position.column() - 1);
    if (KEY_ALONE.matcher(before).matches()) {
      String message = "the key " + Quote.of(before.replaceFirst("^[\\s-]*", ""));
      Position start = new Position(file, line, before.length() - before.strip().length() + 1);
      return problem(
          start, message + " continues the text of the line above", "correct its indentation");
    }
    String message = "there is a second `:` in this line";
    return problem(place.position, message, "write the text that contains it in quotes");
  }

  /** A text stands where YAML wants a key or a list item. */
  private Problem neitherKeyNorItem(Place place) {
    String word = token(place.offset).text();
    if (word.startsWith("-")) {
      String message = "a space is missing after the dash of " + Quote.of(word);
      return problem(place.position, message, "write " + Quote.of("- " + word.substring(1)));
    }
    String hint = "write " + Quote.of(word + ": …") + " or " + Quote.of("- " + word);
    return problem(place.position, Quote.of(word) + " is neither a key nor a list item", hint);
  }

  /** The problem that a key and its value are not separated. */
  static Problem missingSpace(Position position, String key) {
    String message = "a space is missing after " + Quote.of(key + ":");
    return problem(position, message, "write " + Quote.of(key + ": …"));
  }

  private static Problem problem(Position position, String message, String suggestion) {
    return new Problem(Problem.Severity.ERROR, position, message, Optional.of(suggestion));
  }

  /** A mark of the engine, as a place in the text. */
  private final class Place {

    private final int offset;
    private final char character;
    private final Position position;

    Place(Mark mark) {
      int codePoints = Math.min(mark.getIndex(), text.codePointCount(0, text.length()));
      offset = text.offsetByCodePoints(0, codePoints);
      character = offset < text.length() ? text.charAt(offset) : ' ';
      position = new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
  }

  /** The word around a place, with all that its parentheses enclose. */
  private Token token(int offset) {
    int from = offset;
    while (from > 0 && " \t\n,[{".indexOf(text.charAt(from - 1)) < 0) {
      from--;
    }
    int open = 0;
    int to = from;
    while (to < text.length() && text.charAt(to) != '\n') {
      char c = text.charAt(to);
      if (open <= 0 && to > offset && " \t,]}".indexOf(c) >= 0) {
        break;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      to++;
    }
    return new Token(from, to);
  }

  private final class Token {

    private final int from;
    private final int to;

    Token(int from, int to) {
      this.from = from;
      this.to = to;
    }

    String text() {
      return text.substring(from, to);
    }

    Position position() {
      int line = 1;
      int lineStart = 0;
      for (int i = 0; i < from; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      return new Position(file, line, from - lineStart + 1);
    }

    /** The text with this word made one that the composer knows as broken. */
    Optional<String> masked() {
      StringBuilder masked = new StringBuilder(text);
      for (int i = from; i < to; i++) {
        masked.setCharAt(i, TextFile.RESERVED);
      }
      return Optional.of(masked.toString());
    }
  }
}
