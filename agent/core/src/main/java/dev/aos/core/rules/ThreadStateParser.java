package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.CarrierSettings;
import dev.aos.runtime.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code thread-state:}, of the rule file, of a loop, of the bundled file. */
final class ThreadStateParser {

  private static final String KEY = "thread-state";
  private static final String THREAD_LOCAL = "thread-local";
  private static final String COPY = "copy";
  private static final String GET = "get";
  private static final String PUT = "put";
  private static final String CLEAR = "clear";
  private static final String CLEAR_FIRST = "clear-first";
  private static final String EACH = "each";
  private static final String OF = "of";
  private static final String WORKER = "worker";

  private static final List<String> KEYS =
      List.of(THREAD_LOCAL, COPY, GET, PUT, CLEAR, CLEAR_FIRST, EACH, OF, WORKER);

  private static final List<String> KEYS_OF_CALLS = List.of(GET, PUT, CLEAR, CLEAR_FIRST, EACH, OF);

  private final Problems problems;
  private final Values values;

  ThreadStateParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Reads the section; items that can't be read are reported and left out. */
  List<ThreadStateRule> parse(YamlNode section) {
    List<ThreadStateRule> rules = new ArrayList<>();
    for (YamlNode item : Sections.items(section, KEY, problems)) {
      if (item instanceof Scalar text) {
        if (!values.lacksSeparator(text, KEYS)) {
          String message = "an item of `thread-state` is a mapping, found " + item.describe();
          String hint = "write " + Quote.of("{thread-local: " + text.text() + "}");
          problems.error(item.position(), message, hint);
        }
        continue;
      }
      Optional<Fields> fields = Fields.of(item, "an item of `thread-state`", KEYS, problems);
      Optional<CarrierSettings> carrier =
          fields.isEmpty() ? Optional.empty() : carrier(fields.get());
      if (carrier.isPresent()) {
        rules.add(new ThreadStateRule(item.position(), carrier.get()));
      }
    }
    return List.copyOf(rules);
  }

  private Optional<CarrierSettings> carrier(Fields fields) {
    boolean onWorkers = fields.flag(WORKER).orElse(true);
    if (fields.has(THREAD_LOCAL)) {
      refuseBeside(fields, THREAD_LOCAL, KEYS_OF_CALLS);
      return threadLocal(fields, onWorkers);
    }
    refuseBeside(fields, GET, List.of(COPY));
    if (!fields.has(GET) && !fields.has(PUT)) {
      if (!fields.meansOneOf(List.of(THREAD_LOCAL, GET, PUT))) {
        String hint = "add `thread-local`, or `get` and `put`";
        problems.error(fields.position(), "an item of `thread-state` names no state", hint);
      }
      return Optional.empty();
    }
    return fields.has(EACH) || fields.has(OF) ? each(fields, onWorkers) : calls(fields, onWorkers);
  }

  private void refuseBeside(Fields fields, String key, List<String> others) {
    for (String other : others) {
      if (fields.has(other)) {
        Position position = fields.entry(other).orElseThrow().key().position();
        String message = Quote.of(other) + " does not go with " + Quote.of(key);
        problems.error(position, message, "remove one");
      }
    }
  }

  private Optional<CarrierSettings> threadLocal(Fields fields, boolean onWorkers) {
    boolean copy = fields.flag(COPY).orElse(false);
    Optional<Scalar> text = fields.text(THREAD_LOCAL);
    Optional<Path> path = text.isEmpty() ? Optional.empty() : values.path(text.get());
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (path.get().root() instanceof Path.Type type
        && path.get().steps().size() == 1
        && path.get().steps().get(0) instanceof Path.Field field) {
      return Optional.of(
          new CarrierSettings(
              text.get().text(),
              type.binaryName(),
              new CarrierSettings.Field(field.name(), copy),
              onWorkers));
    }
    String message = Quote.of(text.get().text()) + " is no static field";
    String hint = "write the class and the field, as in `com.acme.Tenant.CURRENT`";
    problems.error(text.get().position(), message, hint);
    return Optional.empty();
  }

  private Optional<CarrierSettings> calls(Fields fields, boolean onWorkers) {
    Optional<Path> get = path(fields, GET, false, false);
    Optional<CarrierSettings.Calls> calls = paths(fields, get, false);
    Optional<String> owner = get.isEmpty() ? Optional.empty() : owner(fields, GET, get.get());
    return calls.isEmpty() || owner.isEmpty()
        ? Optional.empty()
        : Optional.of(new CarrierSettings(get.get().text(), owner.get(), calls.get(), onWorkers));
  }

  private Optional<CarrierSettings> each(Fields fields, boolean onWorkers) {
    fields.required(EACH, "state of registered objects");
    fields.required(OF, "state of registered objects");
    Optional<Path> elements = path(fields, EACH, false, false);
    Optional<Scalar> type = fields.text(OF);
    Optional<CarrierSettings.Calls> calls = paths(fields, path(fields, GET, false, true), true);
    Optional<String> owner =
        elements.isEmpty() ? Optional.empty() : owner(fields, EACH, elements.get());
    if (type.isEmpty() || calls.isEmpty() || owner.isEmpty()) {
      return Optional.empty();
    }
    CarrierSettings.Each each =
        new CarrierSettings.Each(elements.get(), type.get().text(), calls.get());
    return Optional.of(new CarrierSettings(elements.get().text(), owner.get(), each, onWorkers));
  }

  private Optional<CarrierSettings.Calls> paths(
      Fields fields, Optional<Path> get, boolean ofElement) {
    fields.required(GET, "thread state with `put`");
    boolean hasPut = fields.required(PUT, "thread state with `get`").isPresent();
    Optional<Path> put = hasPut ? path(fields, PUT, true, ofElement) : Optional.empty();
    Optional<Path> clear = path(fields, CLEAR, false, ofElement);
    boolean clearFirst = fields.flag(CLEAR_FIRST).orElse(false);
    if (clearFirst && !fields.has(CLEAR)) {
      Position position = fields.entry(CLEAR_FIRST).orElseThrow().key().position();
      problems.error(position, "`clear-first` needs the key `clear`", "add it");
    }
    return get.isEmpty() || put.isEmpty()
        ? Optional.empty()
        : Optional.of(new CarrierSettings.Calls(get.get(), put.get(), clear, clearFirst));
  }

  /** The class whose loading makes the state of use: the one that a path begins with. */
  private Optional<String> owner(Fields fields, String key, Path path) {
    if (path.root() instanceof Path.Type type) {
      return Optional.of(type.binaryName());
    }
    String message = Quote.of(path.text()) + " does not begin with a class";
    problems.error(fields.text(key).orElseThrow().position(), message, "name one");
    return Optional.empty();
  }

  /** A path that uses what there is here, and no more. */
  private Optional<Path> path(Fields fields, String key, boolean hasIt, boolean hasThis) {
    Optional<Scalar> text = fields.text(key);
    Optional<Path> path = text.isEmpty() ? Optional.empty() : values.path(text.get());
    if (path.isEmpty()) {
      return path;
    }
    if (!uses(path.get(), hasIt, hasThis)) {
      String message = Quote.of(path.get().text()) + " uses a value that `" + key + "` has not";
      List<String> there = new ArrayList<>(List.of("a class"));
      if (hasThis) {
        there.add("`this`");
      }
      if (hasIt) {
        there.add("`it`");
      }
      problems.error(text.get().position(), message, "there is " + String.join(" and ", there));
      return Optional.empty();
    }
    if (hasIt && !mentionsIt(path.get())) {
      String message = Quote.of(path.get().text()) + " puts nothing";
      problems.error(text.get().position(), message, "hand `it` on, the state that is put");
      return Optional.empty();
    }
    return path;
  }

  private static boolean uses(Path path, boolean hasIt, boolean hasThis) {
    Path.Root root = path.root();
    if (root instanceof Path.It && !hasIt
        || root instanceof Path.This && !hasThis
        || root instanceof Path.Argument
        || root instanceof Path.LaneKey) {
      return false;
    }
    for (Object argument : arguments(path)) {
      if (argument instanceof Path.It && !hasIt
          || argument instanceof Path nested && !uses(nested, hasIt, hasThis)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mentionsIt(Path path) {
    return path.root() instanceof Path.It
        || arguments(path).stream()
            .anyMatch(
                argument ->
                    argument instanceof Path.It
                        || argument instanceof Path nested && mentionsIt(nested));
  }

  private static List<Object> arguments(Path path) {
    List<Object> arguments = new ArrayList<>();
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Call call) {
        arguments.addAll(call.arguments());
      }
    }
    return arguments;
  }
}
