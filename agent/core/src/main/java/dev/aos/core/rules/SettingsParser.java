package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.runtime.CallPolicy;
import dev.aos.runtime.WhenFull;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the settings of a rule, of an include or of {@code defaults:}. */
final class SettingsParser {

  /** The keys of settings. */
  static final List<String> KEYS =
      List.of(
          "executor",
          "mode",
          "await",
          "order",
          "effect",
          "timeout",
          "cancel",
          "when-full",
          "obtains",
          "dispatch",
          "quick",
          "force");

  /** What a call does that meets a full queue: the words of {@link WhenFull}. */
  static final List<String> WHEN_FULL = List.of("wait", "run-here", "reject");

  private static final List<String> MODE = List.of("offload", "count", "report", "off");
  private static final List<String> AWAIT = List.of("auto", "call", "use");
  private static final List<String> ORDER = List.of("auto", "receiver", "none", "rule");
  private static final List<String> EFFECT = List.of("read", "write");
  private static final List<String> CANCEL = List.of("abandon", "wait", "interrupt");
  private static final List<String> DISPATCH = List.of("always", "adaptive");

  private final Optional<List<String>> executors;
  private final Problems problems;

  /**
   * @param executors the names that may be used; empty = no telling
   * @param problems gets what is wrong
   */
  SettingsParser(Optional<List<String>> executors, Problems problems) {
    this.executors = executors;
    this.problems = problems;
  }

  RuleSettings parse(Fields fields) {
    return new RuleSettings(
        executor(fields),
        constant(Mode.class, fields.choice("mode", MODE)),
        constant(WhenFull.class, fields.choice("when-full", WHEN_FULL)),
        order(fields),
        constant(CallPolicy.Await.class, fields.choice("await", AWAIT)),
        constant(CallPolicy.Effect.class, fields.choice("effect", EFFECT)),
        fields.duration("timeout"),
        constant(CallPolicy.Cancel.class, fields.choice("cancel", CANCEL)),
        constant(CallPolicy.Dispatch.class, fields.choice("dispatch", DISPATCH)),
        fields.shortDuration("quick"),
        fields.flag("obtains"),
        fields.flag("force"),
        Optional.empty());
  }

  /** The value for a word of {@link #WHEN_FULL}. */
  static WhenFull whenFull(String word) {
    return WhenFull.valueOf(constant(word));
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, Optional<String> word) {
    return word.isEmpty()
        ? Optional.empty()
        : Optional.of(Enum.valueOf(type, constant(word.get())));
  }

  private static String constant(String word) {
    return word.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private Optional<String> executor(Fields fields) {
    Optional<Scalar> name = fields.text("executor");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String text = name.get().text();
    if (executors.isPresent() && !executors.get().contains(text)) {
      String message = "there is no executor " + Quote.of(text);
      String hint = DidYouMean.hint(text, executors.get(), "define it in `executors:`, or use");
      problems.error(name.get().position(), message, hint);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static Optional<Located<Order>> order(Fields fields) {
    Optional<String> word = fields.choice("order", ORDER);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Position position = fields.node("order").orElseThrow().position();
    return Optional.of(new Located<>(position, Order.valueOf(constant(word.get()))));
  }
}
