package dev.aos.core.rules;

import java.util.List;

/** A piece of a YAML document, with its place. No type is guessed: a scalar is its text. */
sealed interface YamlNode {

  /** Where it begins. */
  Position position();

  /** What it is, for messages: {@code the text `x`}, {@code a list}. */
  String describe();

  /**
   * A text.
   *
   * @param position where it begins, quote included
   * @param text the text without quotes
   * @param style how it is written
   */
  record Scalar(Position position, String text, Style style) implements YamlNode {

    /** How a scalar is written; that decides where in the file a character of it stands. */
    enum Style {
      /** Without quotes, on one line. */
      PLAIN,
      /** In quotes, on one line, without escapes. */
      QUOTED,
      /** Without quotes, over several lines. */
      FOLDED,
      /** Over several lines or with escapes: no telling where a character stands. */
      OTHER
    }

    /** Whether it is nothing at all: {@code key:} without a value, {@code ~} or {@code null}. */
    boolean isNull() {
      if (!isPlain()) {
        return false;
      }
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> true;
        default -> false;
      };
    }

    /** Whether it is written without quotes. */
    boolean isPlain() {
      return style == Style.PLAIN || style == Style.FOLDED;
    }

    /** Where a character of the text stands, or the beginning if that can't be told. */
    Position at(int offset) {
      int column = position.column() + offset;
      return switch (style) {
        case PLAIN -> new Position(position.file(), position.line(), column);
        case QUOTED -> new Position(position.file(), position.line(), column + 1);
        case FOLDED, OTHER -> position;
      };
    }

    @Override
    public String describe() {
      return isNull() ? "nothing" : "the text " + Quote.of(text);
    }
  }

  /**
   * A list.
   *
   * @param position where it begins
   * @param items what is in it
   */
  record Sequence(Position position, List<YamlNode> items) implements YamlNode {

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * Keys with values; no key stands twice.
   *
   * @param position where it begins
   * @param entries the keys with their values, in the order of the file
   */
  record Mapping(Position position, List<Entry> entries) implements YamlNode {

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /**
   * A key with its value.
   *
   * @param key the key
   * @param value the value
   */
  record Entry(Scalar key, YamlNode value) {}

  /**
   * Something wrong that has been reported already: whoever meets it says no more about it.
   *
   * @param position where it begins
   */
  record Broken(Position position) implements YamlNode {

    @Override
    public String describe() {
      return "something that can't be read";
    }
  }
}
