package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code loops:}: the definitions of event loops. */
final class LoopsParser {

  /** What {@code loop:} may say besides the name of a definition. */
  static final List<String> RESERVED = List.of("auto", "none");

  private static final String BUILT_ON = "built-on";
  private static final String ENTRIES = "entries";
  private static final String THREAD_STATE = "thread-state";
  private static final String SHUTDOWN = "shutdown";

  private static final List<String> KEYS =
      List.of(
          BUILT_ON,
          ENTRIES,
          "inside",
          "unattended",
          "reading",
          "pause",
          "put-back",
          "resume-reading",
          "own-locks",
          SHUTDOWN,
          THREAD_STATE);

  private static final String WHAT_ENDS = "what ends a loop";

  private static final List<String> SHUTDOWN_KEYS = List.of("method", "when", "grace");

  private final Problems problems;

  LoopsParser(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section; definitions that can't be read are reported and left out. */
  List<LoopDefinition> parse(YamlNode section) {
    List<LoopDefinition> loops = new ArrayList<>();
    List<Entry> items = Sections.entries(section, "loops", problems);
    List<String> known = new ArrayList<>(BundledFiles.LOOPS);
    for (Entry entry : items) {
      if (!RESERVED.contains(entry.key().text())) {
        known.add(entry.key().text());
      }
    }
    for (Entry entry : items) {
      Scalar name = entry.key();
      if (RESERVED.contains(name.text())) {
        String message = "no loop can have the name " + Quote.of(name.text());
        problems.error(
            name.position(), message, "`loop: " + name.text() + "` means something else");
      }
      Optional<Fields> fields = Fields.of(entry.value(), "a loop", KEYS, problems);
      if (fields.isPresent()) {
        loops.add(loop(name, fields.get(), known));
      }
    }
    return loops;
  }

  private LoopDefinition loop(Scalar name, Fields fields, List<String> known) {
    LoopPaths paths = new LoopPaths(fields, problems);
    LoopEntriesParser entries = new LoopEntriesParser(problems);
    Optional<YamlNode> items = fields.required(ENTRIES, "a loop");
    if (items.isPresent()) {
      List<YamlNode> found = Sections.items(items.get(), ENTRIES, problems);
      if (found.isEmpty() && items.get() instanceof YamlNode.Sequence) {
        problems.error(items.get().position(), "`entries` is empty", "add an entry");
      }
      for (YamlNode item : found) {
        entries.parse(item);
      }
    }
    return new LoopDefinition(
        name.text(),
        name.position(),
        builtOn(fields, known),
        entries.entries(),
        entries.resumePoints(),
        shutdown(fields),
        paths.path("inside"),
        List.copyOf(fields.types("unattended")),
        paths.path("reading"),
        paths.path("pause"),
        paths.path("put-back"),
        paths.path("resume-reading"),
        threadState(fields),
        List.copyOf(fields.types("own-locks")));
  }

  private Optional<String> builtOn(Fields fields, List<String> known) {
    Optional<Scalar> name = fields.text(BUILT_ON);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String text = name.get().text();
    if (!known.contains(text)) {
      String hint = DidYouMean.hint(text, known, "write one of");
      problems.error(name.get().position(), "there is no loop " + Quote.of(text), hint);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private List<ThreadStateRule> threadState(Fields fields) {
    Optional<YamlNode> section = fields.node(THREAD_STATE);
    return section.isEmpty() ? List.of() : new ThreadStateParser(problems).parse(section.get());
  }

  private List<LoopShutdown> shutdown(Fields fields) {
    List<LoopShutdown> methods = new ArrayList<>();
    Optional<YamlNode> items = fields.node(SHUTDOWN);
    if (items.isEmpty()) {
      return methods;
    }
    for (YamlNode item : Sections.items(items.get(), SHUTDOWN, problems)) {
      Optional<Fields> read = Fields.of(item, WHAT_ENDS, SHUTDOWN_KEYS, problems);
      if (read.isPresent()) {
        LoopPaths paths = new LoopPaths(read.get(), problems);
        Optional<CallPattern> method = paths.method(WHAT_ENDS);
        LoopPaths withoutLane = paths.withoutLane();
        if (method.isPresent()) {
          methods.add(
              new LoopShutdown(
                  item.position(),
                  method.get(),
                  withoutLane.path("when"),
                  withoutLane.path("grace")));
        }
      }
    }
    return List.copyOf(methods);
  }
}
