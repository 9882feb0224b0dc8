package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes typed values of texts, and reports those that aren't what they should be. */
final class Values {

  private static final long LONGEST_MILLIS = 24 * 60 * 60 * 1000L;
  private static final long LONGEST_MICROS = 1_000_000;

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /**
   * A text that is not empty.
   *
   * @param name the key, or words for what is read
   */
  Optional<Scalar> text(String name, YamlNode node) {
    if (node instanceof Broken) {
      return Optional.empty();
    }
    String shown = name.indexOf(' ') < 0 ? Quote.of(name) : name;
    if (!(node instanceof Scalar)) {
      problems.error(node.position(), shown + " is one value, found " + node.describe());
      return Optional.empty();
    }
    Scalar scalar = (Scalar) node;
    if (scalar.isNull() || scalar.text().isEmpty()) {
      problems.error(node.position(), shown + " has no value", "give one or remove it");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  Optional<Boolean> flag(String key, Scalar value) {
    switch (value.text()) {
      case "true":
        return Optional.of(true);
      case "false":
        return Optional.of(false);
      default:
        refuse(key, value, "write `true` or `false`");
        return Optional.empty();
    }
  }

  Optional<Integer> number(String key, Scalar value, int least, int most) {
    long number = digits(value.text(), value.text().length());
    if (number < least || number > most) {
      refuse(key, value, "write a number from " + least + " to " + most);
      return Optional.empty();
    }
    return Optional.of((int) number);
  }

  /** A duration of at least a millisecond and at most a day: {@code 500ms}, {@code 5s}. */
  Optional<Duration> duration(String key, Scalar value) {
    String text = value.text();
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    long unit = millisOf(text.substring(end));
    long millis = digits(text, end) * unit;
    if (millis >= 1 && millis <= LONGEST_MILLIS) {
      return Optional.of(Duration.ofMillis(millis));
    }
    boolean noUnit = end > 0 && end == text.length();
    String hint = "write a number with `ms`, `s`, `m` or `h`, from `1ms` to `24h`";
    refuse(key, value, noUnit ? "write " + Quote.of(text + "s") : hint);
    return Optional.empty();
  }

  /** A duration of at least a microsecond and at most a second: {@code 50us}, {@code 1ms}. */
  Optional<Duration> shortDuration(String key, Scalar value) {
    String text = value.text();
    int end = text.length() - 2;
    long unit = text.endsWith("us") ? 1 : text.endsWith("ms") ? 1000 : -1;
    long micros = unit < 0 ? -1 : digits(text, end) * unit;
    if (micros >= 1 && micros <= LONGEST_MICROS) {
      return Optional.of(Duration.ofNanos(1000 * micros));
    }
    refuse(key, value, "write a number with `us` or `ms`, from `1us` to `1000ms`");
    return Optional.empty();
  }

  private static long millisOf(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m" -> 60 * 1000;
      case "h" -> 60 * 60 * 1000;
      default -> -1;
    };
  }

  /** The number that a text begins with, or -1 if it is none or a very large one. */
  private static long digits(String text, int end) {
    if (end == 0 || end > 9) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /**
   * One of some words.
   *
   * @param supported all of them
   */
  Optional<String> choice(String key, Scalar value, List<String> supported) {
    String word = value.text();
    if (supported.contains(word)) {
      return Optional.of(word);
    }
    refuse(key, value, DidYouMean.hint(word, supported, "write one of"));
    return Optional.empty();
  }

  private void refuse(String key, Scalar value, String hint) {
    String message = Quote.of(key) + " can't be " + Quote.of(value.text());
    problems.error(value.position(), message, hint);
  }

  Optional<CallPattern> call(Scalar value) {
    try {
      return Optional.of(CallPattern.parse(value.text()));
    } catch (PatternException noPattern) {
      return refuse(value, noPattern);
    }
  }

  Optional<TypePattern> type(Scalar value) {
    try {
      return Optional.of(TypePattern.parse(value.text()));
    } catch (PatternException noPattern) {
      return refuse(value, noPattern);
    }
  }

  Optional<Path> path(Scalar value) {
    try {
      return Optional.of(PathParser.parse(value.text()));
    } catch (PatternException noPath) {
      return refuse(value, noPath);
    }
  }

  private <T> Optional<T> refuse(Scalar value, PatternException reason) {
    Position position = value.at(reason.offset());
    Problem.Severity error = Problem.Severity.ERROR;
    problems.add(new Problem(error, position, reason.getMessage(), reason.suggestion()));
    return Optional.empty();
  }

  /**
   * Whether a text should have been a mapping: {@code call:java.io.File}, {@code include
   * jdk/files}. It is reported then.
   *
   * @param keys the mapping's keys
   */
  boolean lacksSeparator(Scalar value, List<String> keys) {
    String text = value.text();
    int end = 0;
    while (end < text.length()
        && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    if (end == 0 || end == text.length() || !keys.contains(text.substring(0, end))) {
      return false;
    }
    String key = text.substring(0, end);
    if (text.charAt(end) == ':') {
      problems.add(SyntaxTraps.missingSpace(value.position(), key));
      return true;
    }
    if (text.charAt(end) == ' ') {
      String message = "a colon is missing after " + Quote.of(key);
      problems.error(value.position(), message, "write " + Quote.of(key + ": …"));
      return true;
    }
    return false;
  }
}
