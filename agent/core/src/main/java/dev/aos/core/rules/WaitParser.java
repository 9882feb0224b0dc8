package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Mapping;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import dev.aos.runtime.Path;
import dev.aos.runtime.WaitSettings;
import dev.aos.runtime.WaitSettings.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code wait:} of a rule: how calls are waited for that need no worker. */
final class WaitParser {

  static final String KEY = "wait";

  private static final String WHEN = "when";
  private static final String DONE = "done";
  private static final String PENDING = "pending";
  private static final String SUBSCRIBE = "subscribe";
  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final String TIMEOUT = "timeout";
  private static final String INTERRUPTIBLE = "interruptible";
  private static final String INSTEAD = "instead";
  private static final String RESULT = "result";
  private static final String ERROR = "error";
  private static final String WRAP = "wrap";
  private static final String COPY = "copy";
  private static final String SUPPRESSED = "suppressed";
  private static final String EXPIRED = "expired";

  private static final List<String> OF_SUBSCRIPTIONS =
      List.of(DONE, PENDING, SUBSCRIBE, UNSUBSCRIBE);

  private static final List<String> OF_STAGES =
      List.of(RESULT, ERROR, WRAP, COPY, SUPPRESSED, EXPIRED);

  private static final List<String> KEYS =
      List.of(
          WHEN,
          DONE,
          PENDING,
          SUBSCRIBE,
          UNSUBSCRIBE,
          TIMEOUT,
          INTERRUPTIBLE,
          INSTEAD,
          RESULT,
          ERROR,
          WRAP,
          COPY,
          SUPPRESSED,
          EXPIRED);

  private static final String WHAT = "a wait";
  private static final String ARGUMENT = "arg\\d{1,2}";

  private final Problems problems;
  private final Values values;

  WaitParser(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Reads one wait, or a list of them. */
  List<WaitSettings> parse(YamlNode node) {
    List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
    if (items.isEmpty()) {
      problems.error(node.position(), "`wait` is empty", "say how the calls end");
    }
    List<WaitSettings> waits = new ArrayList<>();
    for (YamlNode item : items) {
      if (!(item instanceof Mapping) && !(item instanceof Broken)) {
        String message = "`wait` is a mapping or a list of them, found " + item.describe();
        problems.error(item.position(), message, "its keys are " + DidYouMean.list(KEYS));
        continue;
      }
      Optional<Fields> fields = Fields.of(item, WHAT, KEYS, problems);
      Optional<WaitSettings> wait = fields.isEmpty() ? Optional.empty() : wait(fields.get());
      if (wait.isPresent()) {
        checkAlike(waits, wait.get(), item.position());
        waits.add(wait.get());
      }
    }
    return List.copyOf(waits);
  }

  /** One call site has one form, whatever its receivers are. */
  private void checkAlike(List<WaitSettings> before, WaitSettings wait, Position position) {
    for (WaitSettings other : before) {
      if (isInstead(other) != isInstead(wait)) {
        problems.error(
            position, "the waits of a rule have `instead` all or none", "make two rules");
        return;
      }
      boolean dispatched =
          other.means() instanceof WaitSettings.Dispatch
              || wait.means() instanceof WaitSettings.Dispatch;
      if (!dispatched && other.timeout() != wait.timeout()) {
        problems.error(position, "the waits of a rule have the same `timeout`", "make two rules");
        return;
      }
    }
  }

  private static boolean isInstead(WaitSettings wait) {
    return wait.means() instanceof WaitSettings.Instead;
  }

  private Optional<WaitSettings> wait(Fields fields) {
    List<String> when = names(fields, WHEN);
    int timeout = timeout(fields);
    boolean interruptible = fields.flag(INTERRUPTIBLE).orElse(true);
    Optional<? extends WaitSettings.Means> means;
    if (fields.has(INSTEAD)) {
      refuseBeside(fields, INSTEAD, OF_SUBSCRIPTIONS);
      means = instead(fields);
    } else {
      needs(fields, INSTEAD, OF_STAGES);
      means = subscription(fields);
    }
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitSettings(when, means.get(), timeout, interruptible));
  }

  private Optional<? extends WaitSettings.Means> subscription(Fields fields) {
    refuseBeside(fields, DONE, List.of(PENDING));
    needs(fields, SUBSCRIBE, List.of(UNSUBSCRIBE));
    Optional<Path> done = path(fields, DONE, false);
    Optional<Path> pending = path(fields, PENDING, false);
    Optional<State> state =
        done.isPresent()
            ? Optional.of(new State(done.get(), true))
            : pending.isPresent() ? Optional.of(new State(pending.get(), false)) : Optional.empty();
    Optional<Path> subscribe = path(fields, SUBSCRIBE, true);
    Optional<Path> unsubscribe = path(fields, UNSUBSCRIBE, true);
    boolean asks = fields.has(DONE) || fields.has(PENDING);
    if (fields.has(SUBSCRIBE)) {
      if (!asks && !fields.meansOneOf(OF_SUBSCRIPTIONS)) {
        problems.error(fields.position(), "a wait with `subscribe` needs the key `done`", "add it");
      }
      return state.isEmpty() || subscribe.isEmpty()
          ? Optional.empty()
          : Optional.of(new WaitSettings.Subscribe(state.get(), subscribe.get(), unsubscribe));
    }
    if (asks) {
      needs(fields, SUBSCRIBE, List.of(TIMEOUT));
      return state.isEmpty()
          ? Optional.empty()
          : Optional.of(new WaitSettings.Dispatch(state.get()));
    }
    if (!fields.has(TIMEOUT)) {
      if (!fields.meansOneOf(KEYS)) {
        String hint = "add `done` and `subscribe`, or `instead`, or `timeout`";
        problems.error(fields.position(), "a wait says nothing of its end", hint);
      }
      return Optional.empty();
    }
    return Optional.of(new WaitSettings.Elapse());
  }

  private Optional<WaitSettings.Instead> instead(Fields fields) {
    refuseBeside(fields, ERROR, List.of(WRAP, COPY));
    needs(fields, TIMEOUT, List.of(EXPIRED));
    Optional<Path> stage = path(fields, INSTEAD, false);
    Optional<Path> result = path(fields, RESULT, true);
    Optional<Path> error = path(fields, ERROR, true);
    Optional<Path> expired = path(fields, EXPIRED, false);
    Optional<Scalar> suppressed = fields.text(SUPPRESSED);
    WaitSettings.Failure failure =
        new WaitSettings.Failure(
            error,
            names(fields, WRAP),
            names(fields, COPY),
            suppressed.isEmpty() ? "" : suppressed.get().text(),
            expired);
    return stage.isEmpty()
        ? Optional.empty()
        : Optional.of(new WaitSettings.Instead(stage.get(), result, failure));
  }

  private void refuseBeside(Fields fields, String key, List<String> others) {
    for (String other : others) {
      if (fields.has(key) && fields.has(other)) {
        Position position = fields.entry(other).orElseThrow().key().position();
        String message = Quote.of(other) + " does not go with " + Quote.of(key);
        problems.error(position, message, "remove one");
      }
    }
  }

  private void needs(Fields fields, String key, List<String> others) {
    for (String other : others) {
      if (!fields.has(key) && fields.has(other) && !fields.meansOneOf(List.of(key))) {
        Position position = fields.entry(other).orElseThrow().key().position();
        String message = Quote.of(other) + " needs the key " + Quote.of(key);
        problems.error(position, message, "add it");
      }
    }
  }

  /** The number of the argument where the call's own limit begins; -1 without one. */
  private int timeout(Fields fields) {
    Optional<Scalar> text = fields.text(TIMEOUT);
    if (text.isEmpty()) {
      return -1;
    }
    if (text.get().text().matches(ARGUMENT)) {
      return Integer.parseInt(text.get().text().substring(3));
    }
    String message = Quote.of(TIMEOUT) + " can't be " + Quote.of(text.get().text());
    String hint = "write the argument where the call's own limit begins, as in `arg0`";
    problems.error(text.get().position(), message, hint);
    return -1;
  }

  private List<String> names(Fields fields, String key) {
    List<String> names = new ArrayList<>();
    for (TypePattern type : fields.types(key)) {
      if (type.exactName().isPresent()) {
        names.add(type.exactName().get());
      } else {
        Position position = fields.node(key).orElseThrow().position();
        String message = Quote.of(key) + " can't be " + Quote.of(type.toString());
        problems.error(position, message, "name a class or an interface");
      }
    }
    return List.copyOf(names);
  }

  private Optional<Path> path(Fields fields, String key, boolean hasIt) {
    Optional<Scalar> text = fields.text(key);
    Optional<Path> path = text.isEmpty() ? Optional.empty() : values.path(text.get());
    if (path.isEmpty()) {
      return path;
    }
    boolean usesIt = LoopPaths.uses(path.get(), new Path.It());
    if (LoopPaths.uses(path.get(), new Path.LaneKey())) {
      String hint = "begin with `this`, `arg0` or a class";
      problems.error(text.get().position(), "`lane` means nothing in " + Quote.of(key), hint);
    } else if (usesIt && !hasIt) {
      String hint = "it stands for the callback in `subscribe`, for what came of it in `result`";
      problems.error(text.get().position(), "`it` means nothing in " + Quote.of(key), hint);
    } else if (hasIt && !usesIt) {
      String message = Quote.of(path.get().text()) + " does nothing with `it`";
      problems.error(text.get().position(), message, "hand it on");
    } else {
      return path;
    }
    return Optional.empty();
  }
}
