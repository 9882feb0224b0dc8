package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Mapping;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.WhenFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code executors:}. */
final class ExecutorsParser {

  /** The executor of rules that name none. */
  static final String DEFAULT = "default";

  private static final List<String> KEYS =
      List.of("threads", "queue", "type", "keep-alive", "priority", "when-full");

  private static final int THREADS = 64;
  private static final int MOST_THREADS = 10_000;
  private static final int QUEUE = 10_000;
  private static final int LONGEST_QUEUE = 10_000_000;
  private static final Choice TYPE = Choice.of("platform").later("virtual");

  private final Optional<YamlNode> section;
  private final Problems problems;

  ExecutorsParser(Optional<YamlNode> section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  /** The names that rules may use; nothing if the section can't be read, and so neither they. */
  Optional<List<String>> names() {
    List<String> names = new ArrayList<>();
    names.add(DEFAULT);
    if (section.isPresent()) {
      if (!(section.get() instanceof Mapping)) {
        return Optional.empty();
      }
      for (Entry entry : ((Mapping) section.get()).entries()) {
        if (!entry.key().text().equals(DEFAULT)) {
          names.add(entry.key().text());
        }
      }
    }
    return Optional.of(names);
  }

  /** The executors by name, {@link #DEFAULT} always among them. */
  Map<String, ExecutorSettings> parse() {
    Map<String, ExecutorSettings> executors = new LinkedHashMap<>();
    executors.put(DEFAULT, executor(DEFAULT, Optional.empty()));
    if (section.isPresent()) {
      for (Entry entry : Sections.entries(section.get(), "executors", problems)) {
        Optional<Fields> fields = Fields.of(entry.value(), "an executor", KEYS, problems);
        checkName(entry.key());
        executors.put(entry.key().text(), executor(entry.key().text(), fields));
      }
    }
    return Collections.unmodifiableMap(executors);
  }

  /** Names go into thread names and reports: keep them words. */
  private void checkName(Scalar name) {
    String text = name.text();
    boolean word = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      word &= Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }
    if (!word) {
      String message = Quote.of(text) + " is no name for an executor";
      problems.error(name.position(), message, "use letters, digits, `-`, `_` and `.`");
    }
  }

  private ExecutorSettings executor(String name, Optional<Fields> fields) {
    Duration keepAlive = Duration.ofSeconds(30);
    if (fields.isEmpty()) {
      return new ExecutorSettings(name, THREADS, QUEUE, keepAlive, WhenFull.WAIT);
    }
    Fields given = fields.get();
    given.choice("type", TYPE);
    given.refuse("priority");
    Optional<Integer> threads = given.number("threads", 1, MOST_THREADS);
    Optional<Integer> queue = given.number("queue", 1, LONGEST_QUEUE);
    Optional<Duration> idle = given.duration("keep-alive");
    Optional<String> whenFull = given.choice("when-full", SettingsParser.WHEN_FULL);
    return new ExecutorSettings(
        name,
        threads.isPresent() ? threads.get() : THREADS,
        queue.isPresent() ? queue.get() : QUEUE,
        idle.isPresent() ? idle.get() : keepAlive,
        whenFull.isPresent() ? SettingsParser.whenFull(whenFull.get()) : WhenFull.WAIT);
  }
}
