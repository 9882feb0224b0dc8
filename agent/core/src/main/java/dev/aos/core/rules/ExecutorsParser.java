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

  private static final String KEEP_ALIVE = "keep-alive";
  private static final String PRIORITY = "priority";
  private static final String VIRTUAL = "virtual";

  private static final List<String> KEYS =
      List.of(
          "threads", "queue", "per-loop", "type", KEEP_ALIVE, PRIORITY, "name-prefix", "when-full");

  private static final int THREADS = 64;
  private static final int MOST_THREADS = 10_000;
  private static final int QUEUE = 10_000;
  private static final int LONGEST_QUEUE = 10_000_000;
  private static final List<String> TYPE = List.of("platform", VIRTUAL);
  private static final int LONGEST_PREFIX = 40;

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
    if (fields.isEmpty()) {
      return builtIn(name);
    }
    Fields given = fields.get();
    ExecutorSettings otherwise = builtIn(name);
    Optional<Integer> threads = given.number("threads", 1, MOST_THREADS);
    Optional<Integer> queue = given.number("queue", 1, LONGEST_QUEUE);
    Optional<Duration> keepAlive = given.duration(KEEP_ALIVE);
    Optional<Integer> perLoop = given.number("per-loop", 1, MOST_THREADS);
    Optional<Integer> priority = given.number(PRIORITY, Thread.MIN_PRIORITY, Thread.MAX_PRIORITY);
    Optional<String> type = given.choice("type", TYPE);
    Optional<String> whenFull = given.choice("when-full", SettingsParser.WHEN_FULL);
    boolean virtual = type.isPresent() && type.get().equals(VIRTUAL);
    if (virtual) {
      warnOfNoEffect(given, KEEP_ALIVE);
      warnOfNoEffect(given, PRIORITY);
    }
    return new ExecutorSettings(
        name,
        threads.isPresent() ? threads.get() : otherwise.threads(),
        queue.isPresent() ? queue.get() : otherwise.queue(),
        keepAlive.isPresent() ? keepAlive.get() : otherwise.keepAlive(),
        perLoop.isPresent() ? perLoop.get() : otherwise.perLoop(),
        priority.isPresent() ? priority.get() : otherwise.priority(),
        namePrefix(given),
        virtual,
        whenFull.isPresent() ? SettingsParser.whenFull(whenFull.get()) : otherwise.whenFull());
  }

  private static ExecutorSettings builtIn(String name) {
    return new ExecutorSettings(
        name,
        THREADS,
        QUEUE,
        Duration.ofSeconds(30),
        0,
        Thread.NORM_PRIORITY,
        Optional.empty(),
        false,
        WhenFull.WAIT);
  }

  private Optional<String> namePrefix(Fields given) {
    Optional<Scalar> prefix = given.text("name-prefix");
    if (prefix.isPresent() && prefix.get().text().length() > LONGEST_PREFIX) {
      String message = "`name-prefix` is longer than " + LONGEST_PREFIX + " characters";
      problems.error(prefix.get().position(), message, "shorten it");
    }
    return prefix.isPresent() ? Optional.of(prefix.get().text()) : Optional.empty();
  }

  /** A virtual thread lives for one call, and has no priority of its own. */
  private void warnOfNoEffect(Fields given, String key) {
    Optional<Entry> entry = given.entry(key);
    if (entry.isPresent()) {
      String message = Quote.of(key) + " has no effect with `type: virtual`";
      problems.warning(entry.get().key().position(), message, "remove it");
    }
  }
}
