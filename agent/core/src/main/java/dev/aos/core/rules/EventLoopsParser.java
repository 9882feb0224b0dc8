package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import dev.aos.runtime.SiteSettings.LaneWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the items of {@code event-loops:}. */
final class EventLoopsParser {

  private static final String CLASSES = "classes";
  private static final String EXCEPT = "except";
  private static final String LOOP = "loop";
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final List<String> KEYS = List.of(CLASSES, EXCEPT, LOOP, "lane", "on-close");

  private static final List<String> LANE = List.of("channel", "handler", "loop");
  private static final List<String> ON_CLOSE = List.of("resume", "cancel");

  private final UsedLoops definitions;
  private final Problems problems;
  private final Values values;

  /**
   * @param definitions the loops that may be named
   * @param problems gets what is wrong
   */
  EventLoopsParser(UsedLoops definitions, Problems problems) {
    this.definitions = definitions;
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Reads the items; those that can't be read are reported and left out. */
  List<EventLoopClasses> parse(List<YamlNode> items) {
    List<EventLoopClasses> loops = new ArrayList<>();
    for (YamlNode item : items) {
      Optional<EventLoopClasses> loop =
          item instanceof Scalar ? shortForm((Scalar) item) : longForm(item);
      if (loop.isPresent()) {
        loops.add(loop.get());
      }
    }
    return loops;
  }

  private Optional<EventLoopClasses> shortForm(Scalar item) {
    if (values.text("an item of `event-loops`", item).isEmpty()
        || values.lacksSeparator(item, KEYS)) {
      return Optional.empty();
    }
    Optional<TypePattern> type = values.type(item);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    LoopChoice auto = new LoopChoice.Auto();
    List<TypePattern> classes = List.of(type.get());
    return Optional.of(
        new EventLoopClasses(item.position(), classes, List.of(), auto, LaneWidth.CHANNEL, false));
  }

  private Optional<EventLoopClasses> longForm(YamlNode item) {
    Optional<Fields> read = Fields.of(item, "an event loop", KEYS, problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    Optional<YamlNode> node = fields.required(CLASSES, "an event loop");
    List<TypePattern> classes = fields.types(CLASSES);
    List<TypePattern> except = fields.types(EXCEPT);
    LoopChoice loop = loop(fields);
    Optional<String> lane = fields.choice("lane", LANE);
    Optional<String> onClose = fields.choice("on-close", ON_CLOSE);
    if (node.isPresent() && isEmptyList(node.get())) {
      problems.error(node.get().position(), "`classes` is empty", "add a pattern");
    }
    return Optional.of(
        new EventLoopClasses(
            item.position(),
            List.copyOf(classes),
            List.copyOf(except),
            loop,
            lane.isEmpty()
                ? LaneWidth.CHANNEL
                : LaneWidth.valueOf(lane.get().toUpperCase(Locale.ROOT)),
            onClose.isPresent() && onClose.get().equals("cancel")));
  }

  private static boolean isEmptyList(YamlNode node) {
    return node instanceof Sequence && ((Sequence) node).items().isEmpty();
  }

  private LoopChoice loop(Fields fields) {
    Optional<Scalar> name = fields.text(LOOP);
    if (name.isEmpty() || name.get().text().equals(AUTO)) {
      return new LoopChoice.Auto();
    }
    String text = name.get().text();
    if (text.equals(NONE)) {
      return new LoopChoice.None();
    }
    if (definitions.contains(text)) {
      return definitions.named(text);
    }
    List<String> known = new ArrayList<>(List.of(AUTO, NONE));
    known.addAll(BundledFiles.LOOPS);
    known.addAll(definitions.ownNames());
    String hint = DidYouMean.hint(text, known, "write one of");
    problems.error(name.get().position(), "there is no loop " + Quote.of(text), hint);
    return new LoopChoice.Auto();
  }
}
