package dev.aos.core.rules;

import dev.aos.core.rules.YamlDocument.TooMuchException;
import dev.aos.core.rules.YamlNode.Broken;
import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Mapping;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Makes nodes of the parser's events, within limits of depth and size. An alias counts as much as
 * what it stands for, so that few lines can't stand for millions of nodes.
 */
final class YamlComposer {

  /** A rule file needs about six levels. */
  static final int DEEPEST = 64;

  /** Nodes in all, those that aliases stand for included. */
  static final int MOST_NODES = 100_000;

  private static final String YAML_TAG = "tag:yaml.org,2002:";

  private final String file;
  private final Iterator<Event> events;
  private final Problems problems;
  private final FlowCommas commas;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  YamlComposer(String file, Iterator<Event> events, Problems problems) {
    this.file = file;
    this.events = events;
    this.problems = problems;
    this.commas = new FlowCommas(problems);
  }

  /** What an anchor names, and how many nodes that is. */
  private record Anchored(YamlNode node, int nodes) {}

  /** Reads the one document of the file. */
  YamlNode compose() throws TooMuchException {
    events.next(); // the stream begins
    Event event = events.next();
    if (event.getEventId() == Event.ID.StreamEnd) {
      return new Scalar(new Position(file, 1, 1), "", Scalar.Style.PLAIN);
    }
    YamlNode root = node(events.next(), 1);
    events.next(); // the document ends
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      String hint = "remove this `---` and what follows";
      throw new TooMuchException(start(next), "a second document begins here", hint);
    }
    return root;
  }

  private YamlNode node(Event event, int depth) throws TooMuchException {
    if (depth > DEEPEST) {
      String message = "the nesting is deeper than " + DEEPEST + " levels";
      throw new TooMuchException(start(event), message, "a rule needs three");
    }
    count(event, 1);
    if (event instanceof AliasEvent) {
      return alias((AliasEvent) event);
    }
    int before = nodes;
    YamlNode node = untagged(event, depth);
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    if (anchor.isPresent()) {
      anchors.put(anchor.get().getValue(), new Anchored(node, nodes - before + 1));
    }
    return node;
  }

  private void count(Event event, int more) throws TooMuchException {
    nodes += more;
    if (nodes > MOST_NODES) {
      String message = "there are more than " + MOST_NODES + " values, counted with their aliases";
      throw new TooMuchException(start(event), message, "is this a rule file?");
    }
  }

  private YamlNode alias(AliasEvent event) throws TooMuchException {
    String name = event.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      Position position = start(event);
      problems.add(SyntaxTraps.alias(position, "*" + name));
      return new Broken(position);
    }
    count(event, anchored.nodes());
    return anchored.node();
  }

  private YamlNode untagged(Event event, int depth) throws TooMuchException {
    Optional<String> tag;
    YamlNode node;
    if (event instanceof ScalarEvent) {
      tag = ((ScalarEvent) event).getTag();
      node = scalar((ScalarEvent) event);
    } else {
      tag = ((CollectionStartEvent) event).getTag();
      node = collection((CollectionStartEvent) event, depth);
    }
    if (tag.isEmpty()) {
      return node;
    }
    String shown = tag.get();
    if (shown.startsWith(YAML_TAG)) {
      shown = "!!" + shown.substring(YAML_TAG.length());
    }
    problems.add(SyntaxTraps.tag(start(event), shown));
    return new Broken(start(event));
  }

  private YamlNode scalar(ScalarEvent event) {
    String text = event.getValue();
    Position position = start(event);
    if (text.indexOf(TextFile.RESERVED) >= 0) {
      return new Broken(position);
    }
    Mark from = event.getStartMark().orElseThrow();
    Mark to = event.getEndMark().orElseThrow();
    boolean oneLine = from.getLine() == to.getLine();
    int width = oneLine ? to.getColumn() - from.getColumn() : -1;
    int characters = text.codePointCount(0, text.length());
    if (event.isPlain()) {
      Scalar.Style style = width == characters ? Scalar.Style.PLAIN : Scalar.Style.FOLDED;
      return new Scalar(position, text, style);
    }
    boolean verbatim = (event.isSQuoted() || event.isDQuoted()) && width == characters + 2;
    return new Scalar(position, text, verbatim ? Scalar.Style.QUOTED : Scalar.Style.OTHER);
  }

  private YamlNode collection(CollectionStartEvent event, int depth) throws TooMuchException {
    if (event instanceof SequenceStartEvent) {
      List<YamlNode> items = new ArrayList<>();
      for (Event next = events.next(); isNode(next); next = events.next()) {
        items.add(node(next, depth + 1));
      }
      return new Sequence(start(event), event.isFlow() ? commas.mendItems(items) : items);
    }
    List<Entry> entries = new ArrayList<>();
    for (Event next = events.next(); isNode(next); next = events.next()) {
      YamlNode key = node(next, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (key instanceof Scalar) {
        entries.add(new Entry((Scalar) key, value));
      } else if (!(key instanceof Broken)) {
        problems.error(key.position(), "a key is one word, found " + key.describe());
      }
    }
    List<Entry> whole = event.isFlow() ? commas.mendEntries(entries) : entries;
    return new Mapping(start(event), withoutDuplicates(whole));
  }

  private static boolean isNode(Event event) {
    Event.ID id = event.getEventId();
    return id != Event.ID.SequenceEnd && id != Event.ID.MappingEnd;
  }

  private List<Entry> withoutDuplicates(List<Entry> entries) {
    Map<String, Scalar> keys = new HashMap<>();
    List<Entry> unique = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Scalar first = keys.putIfAbsent(entry.key().text(), entry.key());
      if (first == null) {
        unique.add(entry);
      } else {
        String key = Quote.of(entry.key().text());
        String message = "the key " + key + " stands here twice, first on line ";
        problems.error(entry.key().position(), message + first.position().line(), "remove one");
      }
    }
    return unique;
  }

  private Position start(Event event) {
    Mark mark = event.getStartMark().orElseThrow();
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
