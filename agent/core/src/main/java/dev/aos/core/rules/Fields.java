package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Mapping;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mapping whose keys are known. Unknown keys are reported when it is made, wrong values when they
 * are asked for; an absent key and a wrong value both come back as nothing.
 */
final class Fields {

  private final Mapping mapping;
  private final Problems problems;
  private final Values values;

  /** Keys that are meant, as it seems, by unknown ones. */
  private final List<String> misspelt;

  private Fields(Mapping mapping, List<String> misspelt, Problems problems) {
    this.mapping = mapping;
    this.misspelt = misspelt;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * The fields of a node.
   *
   * @param node what should be a mapping
   * @param what what it describes, for messages: {@code a rule}
   * @param keys the keys it may have
   * @param problems gets what is wrong
   * @return nothing if the node is no mapping
   */
  static Optional<Fields> of(YamlNode node, String what, List<String> keys, Problems problems) {
    if (node instanceof Broken) {
      return Optional.empty();
    }
    if (!(node instanceof Mapping)) {
      String message = what + " is a mapping, found " + node.describe();
      problems.error(node.position(), message, "its keys are " + DidYouMean.list(keys));
      return Optional.empty();
    }
    Mapping mapping = (Mapping) node;
    List<String> misspelt = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      if (!keys.contains(entry.key().text())) {
        Optional<String> meant = unknown(entry.key(), what, keys, problems);
        if (meant.isPresent()) {
          misspelt.add(meant.get());
        }
      }
    }
    return Optional.of(new Fields(mapping, misspelt, problems));
  }

  /** Reports an unknown key; returns the one that is meant, if there is a guess. */
  private static Optional<String> unknown(
      Scalar key, String what, List<String> keys, Problems problems) {
    String text = key.text();
    int colon = text.indexOf(':');
    if (colon > 0 && keys.contains(text.substring(0, colon))) {
      problems.add(SyntaxTraps.missingSpace(key.position(), text.substring(0, colon)));
      return Optional.of(text.substring(0, colon));
    }
    String hint =
        text.equals("<<")
            ? "YAML 1.2 has no merge keys, write the keys out"
            : DidYouMean.hint(text, keys, "the keys of " + what + " are");
    problems.error(key.position(), "unknown key " + Quote.of(text), hint);
    return DidYouMean.closest(text, keys);
  }

  Position position() {
    return mapping.position();
  }

  /** The value of a key, whatever it is. */
  Optional<YamlNode> node(String key) {
    Optional<Entry> entry = entry(key);
    return entry.isEmpty() ? Optional.empty() : Optional.of(entry.get().value());
  }

  /** A key with its value. */
  Optional<Entry> entry(String key) {
    for (Entry entry : mapping.entries()) {
      if (entry.key().text().equals(key)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  boolean has(String key) {
    return entry(key).isPresent();
  }

  /** Warns of a key, if it is there, that is known, not supported yet and does no harm. */
  void ignore(String key) {
    Optional<Entry> entry = entry(key);
    if (entry.isPresent()) {
      String message = Quote.of(key) + " is not supported yet and has no effect";
      problems.warning(entry.get().key().position(), message, "it may stay");
    }
  }

  /** Whether one of some keys is there, but misspelt: that is error enough. */
  boolean meansOneOf(List<String> keys) {
    for (String key : keys) {
      if (misspelt.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** A value that must be there; its absence is reported. */
  Optional<YamlNode> required(String key, String what) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty() && !meansOneOf(List.of(key))) {
      problems.error(position(), what + " needs the key " + Quote.of(key), "add it");
    }
    return node;
  }

  /** A text that is not empty. */
  Optional<Scalar> text(String key) {
    Optional<YamlNode> node = node(key);
    return node.isEmpty() ? Optional.empty() : values.text(key, node.get());
  }

  Optional<Boolean> flag(String key) {
    Optional<Scalar> text = text(key);
    return text.isEmpty() ? Optional.empty() : values.flag(key, text.get());
  }

  Optional<Integer> number(String key, int least, int most) {
    Optional<Scalar> text = text(key);
    return text.isEmpty() ? Optional.empty() : values.number(key, text.get(), least, most);
  }

  Optional<Duration> duration(String key) {
    Optional<Scalar> text = text(key);
    return text.isEmpty() ? Optional.empty() : values.duration(key, text.get());
  }

  Optional<Duration> shortDuration(String key) {
    Optional<Scalar> text = text(key);
    return text.isEmpty() ? Optional.empty() : values.shortDuration(key, text.get());
  }

  Optional<String> choice(String key, List<String> supported) {
    Optional<Scalar> text = text(key);
    return text.isEmpty() ? Optional.empty() : values.choice(key, text.get(), supported);
  }

  /** Call patterns: a list, or a single one. */
  List<Located<CallPattern>> calls(String key) {
    List<Located<CallPattern>> calls = new ArrayList<>();
    for (Scalar text : texts(key)) {
      Optional<CallPattern> call = values.call(text);
      if (call.isPresent()) {
        calls.add(new Located<>(text.position(), call.get()));
      }
    }
    return calls;
  }

  /** Type patterns: a list, or a single one. */
  List<TypePattern> types(String key) {
    List<TypePattern> types = new ArrayList<>();
    for (Scalar text : texts(key)) {
      Optional<TypePattern> type = values.type(text);
      if (type.isPresent()) {
        types.add(type.get());
      }
    }
    return types;
  }

  /** Texts: a list, or a single one. */
  List<Scalar> texts(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty() || node.get() instanceof Broken) {
      return List.of();
    }
    if (node.get() instanceof Scalar) {
      Optional<Scalar> single = values.text(key, node.get());
      return single.isPresent() ? List.of(single.get()) : List.of();
    }
    if (!(node.get() instanceof Sequence)) {
      String message = Quote.of(key) + " is a list of patterns, found " + node.get().describe();
      problems.error(node.get().position(), message, "begin each item with `- `");
      return List.of();
    }
    List<Scalar> texts = new ArrayList<>();
    for (YamlNode item : ((Sequence) node.get()).items()) {
      Optional<Scalar> text = values.text("an item of " + Quote.of(key), item);
      if (text.isPresent()) {
        texts.add(text.get());
      }
    }
    return texts;
  }
}
