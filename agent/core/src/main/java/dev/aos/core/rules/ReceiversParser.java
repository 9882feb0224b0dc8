package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what is bundled about receivers: {@code thread-safe:} and {@code handles:}. */
final class ReceiversParser {

  /** The sections of such a file. */
  static final List<String> KEYS = List.of("version", "thread-safe", "handles");

  private static final List<String> HANDLE_KEYS = List.of("type", "of");

  private final Problems problems;
  private final Values values;

  ReceiversParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  ReceiverRules parse(Fields fields) {
    List<HandleType> handles = handles(fields);
    return new ReceiverRules(List.copyOf(fields.types("thread-safe")), List.copyOf(handles));
  }

  /** The items of {@code handles:} alone. */
  List<HandleType> handles(Fields fields) {
    List<HandleType> handles = new ArrayList<>();
    Optional<YamlNode> section = fields.required("handles", "the list");
    if (section.isPresent()) {
      for (YamlNode item : Sections.items(section.get(), "handles", problems)) {
        Optional<HandleType> handle = handle(item);
        if (handle.isPresent()) {
          handles.add(handle.get());
        }
      }
    }
    return handles;
  }

  private Optional<HandleType> handle(YamlNode item) {
    Optional<Fields> fields = Fields.of(item, "a handle", HANDLE_KEYS, problems);
    if (fields.isEmpty()
        || fields.get().required("type", "a handle").isEmpty()
        || fields.get().required("of", "a handle").isEmpty()) {
      return Optional.empty();
    }
    Optional<Scalar> name = fields.get().text("type");
    Optional<Scalar> path = fields.get().text("of");
    Optional<TypePattern> type = name.isEmpty() ? Optional.empty() : values.type(name.get());
    Optional<Path> of = path.isEmpty() ? Optional.empty() : values.path(path.get());
    if (type.isEmpty() || of.isEmpty()) {
      return Optional.empty();
    }
    if (type.get().exactName().isEmpty()) {
      String message = Quote.of(type.get().toString()) + " is no name of one type";
      problems.error(name.get().position(), message, "name each type of handles");
      return Optional.empty();
    }
    return Optional.of(new HandleType(type.get().exactName().get(), of.get()));
  }
}
