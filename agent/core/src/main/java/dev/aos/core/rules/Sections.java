package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Mapping;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import java.util.List;

/** Opens the sections of a rule file: each is a list or a mapping. */
final class Sections {

  private Sections() {
    // no instances
  }

  /** The items of a section that is a list. */
  static List<YamlNode> items(YamlNode section, String key, Problems problems) {
    if (section instanceof Sequence) {
      return ((Sequence) section).items();
    }
    if (!(section instanceof Broken)) {
      String message = Quote.of(key) + " is a list, found " + section.describe();
      boolean dash = section instanceof Scalar && ((Scalar) section).text().startsWith("-");
      String hint = dash ? "write a space after each dash" : "begin each item with `- `";
      problems.error(section.position(), message, hint);
    }
    return List.of();
  }

  /** The entries of a section that is a mapping. */
  static List<Entry> entries(YamlNode section, String key, Problems problems) {
    if (section instanceof Mapping) {
      return ((Mapping) section).entries();
    }
    if (!(section instanceof Broken)) {
      String message = Quote.of(key) + " is a mapping, found " + section.describe();
      problems.error(section.position(), message, "write names, each with its settings");
    }
    return List.of();
  }
}
