package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.Path;
import java.util.Optional;

/** Reads the paths and methods in a mapping of a loop definition. */
final class LoopPaths {

  private final Fields fields;
  private final Problems problems;
  private final Values values;
  private final boolean hasLane;

  LoopPaths(Fields fields, Problems problems) {
    this(fields, problems, true);
  }

  private LoopPaths(Fields fields, Problems problems, boolean hasLane) {
    this.fields = fields;
    this.problems = problems;
    this.values = new Values(problems);
    this.hasLane = hasLane;
  }

  /** The same mapping, for paths that can't begin with {@code lane}. */
  LoopPaths withoutLane() {
    return new LoopPaths(fields, problems, false);
  }

  /** A path without {@code it}. */
  Optional<Path> path(String key) {
    Optional<Path> path = pathWithIt(key);
    if (path.isPresent() && uses(path.get(), new Path.It())) {
      refuse(key, "it", "it stands for the throwable in `error` and for the task in `resume`");
    }
    return path;
  }

  /** A path that may speak of {@code it}. */
  Optional<Path> pathWithIt(String key) {
    Optional<Scalar> text = fields.text(key);
    Optional<Path> path = text.isEmpty() ? Optional.empty() : values.path(text.get());
    if (path.isPresent() && !hasLane && uses(path.get(), new Path.LaneKey())) {
      refuse(key, "lane", "begin with `this`, `arg0` or a class");
    }
    return path;
  }

  private void refuse(String key, String root, String hint) {
    Position position = fields.text(key).orElseThrow().position();
    String message = Quote.of(root) + " means nothing in " + Quote.of(key);
    problems.error(position, message, hint);
  }

  /** Whether a path begins with something, or an argument in it does. */
  static boolean uses(Path path, Path.Root root) {
    if (path.root().equals(root)) {
      return true;
    }
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Call) {
        for (Object argument : ((Path.Call) step).arguments()) {
          if (argument.equals(root) || argument instanceof Path && uses((Path) argument, root)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The {@code method:} that must be there. */
  Optional<CallPattern> method(String what) {
    if (fields.required("method", what).isEmpty()) {
      return Optional.empty();
    }
    return call("method", what);
  }

  /** A pattern of methods. */
  Optional<CallPattern> call(String key, String what) {
    Optional<Scalar> text = fields.text(key);
    Optional<CallPattern> call = text.isEmpty() ? Optional.empty() : values.call(text.get());
    if (call.isPresent() && call.get().matchesMember("<init>", "()V")) {
      String message = what + " is a method, found the constructor " + Quote.of(text.get().text());
      problems.error(text.get().position(), message, "name a method");
      return Optional.empty();
    }
    return call;
  }
}
