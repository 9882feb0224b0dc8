package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code loops:}: the definitions of event loops. */
final class LoopsParser {

  private static final List<String> KEYS =
      List.of(
          "entries",
          "inside",
          "unattended",
          "reading",
          "pause",
          "put-back",
          "resume-reading",
          "own-locks",
          "shutdown",
          "thread-state");

  private static final List<String> ENTRY_KEYS =
      List.of("method", "lane", "resume", "waiting", "error", "wakeup", "at");

  private final Problems problems;
  private final Values values;

  LoopsParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Reads the section; definitions that can't be read are reported and left out. */
  List<LoopDefinition> parse(YamlNode section) {
    List<LoopDefinition> loops = new ArrayList<>();
    for (Entry entry : Sections.entries(section, "loops", problems)) {
      Optional<Fields> fields = Fields.of(entry.value(), "a loop", KEYS, problems);
      if (fields.isPresent()) {
        loops.add(loop(entry.key(), fields.get()));
      }
    }
    return loops;
  }

  private LoopDefinition loop(Scalar name, Fields fields) {
    fields.refuse("shutdown");
    List<LoopEntry> entries = new ArrayList<>();
    Optional<YamlNode> items = fields.required("entries", "a loop");
    if (items.isPresent()) {
      for (YamlNode item : Sections.items(items.get(), "entries", problems)) {
        Optional<LoopEntry> entry = entry(item);
        if (entry.isPresent()) {
          entries.add(entry.get());
        }
      }
    }
    return new LoopDefinition(
        name.text(),
        name.position(),
        List.copyOf(entries),
        path(fields, "inside"),
        List.copyOf(fields.types("unattended")),
        path(fields, "reading"),
        path(fields, "pause"),
        path(fields, "put-back"),
        path(fields, "resume-reading"),
        threadState(fields),
        List.copyOf(fields.types("own-locks")));
  }

  private List<ThreadStateRule> threadState(Fields fields) {
    Optional<YamlNode> section = fields.node("thread-state");
    return section.isEmpty() ? List.of() : new ThreadStateParser(problems).parse(section.get());
  }

  private Optional<LoopEntry> entry(YamlNode item) {
    Optional<Fields> read = Fields.of(item, "an entry", ENTRY_KEYS, problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    fields.refuse("wakeup");
    fields.refuse("at");
    Optional<CallPattern> method = method(fields);
    Optional<Path> lane = requiredPath(fields, "lane");
    Optional<Path> resume = fields.has("at") ? Optional.empty() : requiredPath(fields, "resume");
    Optional<Path> waiting = path(fields, "waiting");
    Optional<Path> error = path(fields, "error");
    if (method.isEmpty() || lane.isEmpty() || resume.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LoopEntry(item.position(), method.get(), lane.get(), resume.get(), waiting, error));
  }

  private Optional<CallPattern> method(Fields fields) {
    if (fields.required("method", "an entry").isEmpty()) {
      return Optional.empty();
    }
    Optional<Scalar> text = fields.text("method");
    Optional<CallPattern> method = text.isEmpty() ? Optional.empty() : values.call(text.get());
    if (method.isPresent() && method.get().matchesMember("<init>", "()V")) {
      String message = "an entry is a method, found the constructor " + Quote.of(text.get().text());
      problems.error(text.get().position(), message, "name a method");
      return Optional.empty();
    }
    return method;
  }

  private Optional<Path> requiredPath(Fields fields, String key) {
    return fields.required(key, "an entry").isEmpty() ? Optional.empty() : path(fields, key);
  }

  private Optional<Path> path(Fields fields, String key) {
    Optional<Scalar> text = fields.text(key);
    return text.isEmpty() ? Optional.empty() : values.path(text.get());
  }
}
