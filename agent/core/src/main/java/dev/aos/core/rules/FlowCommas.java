package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds patterns that flow style has cut at a comma. YAML reads <code>{call: a.B.on(int,..)}</code>
 * as two keys, {@code call} and {@code ..)}, and says nothing.
 */
final class FlowCommas {

  private final Problems problems;

  FlowCommas(Problems problems) {
    this.problems = problems;
  }

  /** The items of a flow list; those that are pieces of one pattern become one broken item. */
  List<YamlNode> mendItems(List<YamlNode> items) {
    List<YamlNode> mended = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      YamlNode item = items.get(i);
      StringBuilder pattern = new StringBuilder();
      int last = i;
      if (opens(item)) {
        pattern.append(((Scalar) item).text());
        while (depth(pattern) > 0 && last + 1 < items.size() && isText(items.get(last + 1))) {
          last++;
          pattern.append(',').append(((Scalar) items.get(last)).text());
        }
      }
      if (last > i && depth(pattern) == 0) {
        report(item.position(), pattern.toString(), "item");
        item = new Broken(item.position());
        i = last;
      }
      mended.add(item);
    }
    return mended;
  }

  /** The entries of a flow mapping; a value whose rest was read as keys becomes a broken one. */
  List<Entry> mendEntries(List<Entry> entries) {
    List<Entry> mended = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      StringBuilder pattern = new StringBuilder();
      int last = i;
      if (opens(entry.value())) {
        pattern.append(((Scalar) entry.value()).text());
        while (depth(pattern) > 0 && last + 1 < entries.size() && isKey(entries.get(last + 1))) {
          last++;
          pattern.append(',').append(entries.get(last).key().text());
        }
      }
      if (last > i && depth(pattern) == 0) {
        Position position = entry.value().position();
        report(position, pattern.toString(), "key");
        entry = new Entry(entry.key(), new Broken(position));
        i = last;
      }
      mended.add(entry);
    }
    return mended;
  }

  private void report(Position position, String pattern, String what) {
    String message = "YAML reads what follows the comma in " + Quote.of(pattern) + " as another ";
    problems.error(position, message + what, SyntaxTraps.quoteIt(pattern));
  }

  private static boolean isText(YamlNode node) {
    return node instanceof Scalar && ((Scalar) node).isPlain();
  }

  private static boolean opens(YamlNode node) {
    return isText(node) && depth(((Scalar) node).text()) > 0;
  }

  private static boolean isKey(Entry entry) {
    YamlNode value = entry.value();
    return value instanceof Scalar && ((Scalar) value).isNull() && entry.key().isPlain();
  }

  /** How many parentheses are open at the end of a text. */
  private static int depth(CharSequence text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        depth++;
      } else if (text.charAt(i) == ')') {
        depth--;
      }
    }
    return depth;
  }
}
