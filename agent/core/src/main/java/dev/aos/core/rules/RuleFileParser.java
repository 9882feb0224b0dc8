package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the sections of a rule file and puts the rule set together. */
final class RuleFileParser {

  private static final String VERSION = "version";
  private static final String EVENT_LOOPS = "event-loops";
  private static final String DEFAULTS = "defaults";
  private static final String OFFLOAD = "offload";
  private static final String KEEP = "keep";
  private static final String EXECUTORS = "executors";
  private static final String PURE = "pure";
  private static final String THREAD_SAFE = "thread-safe";
  private static final String THREAD_STATE = "thread-state";
  private static final String LOOPS = "loops";
  private static final String REPORT = "report";
  private static final String RELOAD = "reload";
  private static final String STUCK_AFTER = "stuck-after";
  private static final List<String> REPORT_KEYS = List.of("file", STUCK_AFTER);

  private static final List<String> KEYS =
      List.of(
          VERSION,
          EVENT_LOOPS,
          DEFAULTS,
          OFFLOAD,
          KEEP,
          PURE,
          EXECUTORS,
          THREAD_SAFE,
          THREAD_STATE,
          LOOPS,
          REPORT,
          RELOAD);

  private static final String EXAMPLE_LOOPS = "add `event-loops: [\"com.acme.web.**\"]`";
  private static final String EXAMPLE_OFFLOAD = "add `offload: [\"java.nio.file.**\"]`";

  private final Position start;
  private final Fields fields;
  private final Problems problems;

  private RuleFileParser(String file, Fields fields, Problems problems) {
    this.start = new Position(file, 1, 1);
    this.fields = fields;
    this.problems = problems;
  }

  /**
   * Reads a rule file.
   *
   * @param file the file's name as the user gave it
   * @param root the root of the document
   * @param problems gets what is wrong
   * @return what the file says; of use only if the problems have no error
   */
  static Optional<RuleSet> parse(String file, YamlNode root, Problems problems) {
    if (isNull(root)) {
      problems.error(new Position(file, 1, 1), "the file is empty", "begin with `version: 1`");
      return Optional.empty();
    }
    Optional<Fields> fields = Fields.of(root, "a rule file", KEYS, problems);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new RuleFileParser(file, fields.get(), problems).ruleSet());
  }

  private RuleSet ruleSet() {
    checkVersion();
    checkUnsupported();
    ExecutorsParser executors = new ExecutorsParser(optional(EXECUTORS), problems);
    Map<String, ExecutorSettings> pools = executors.parse();
    SettingsParser settings = new SettingsParser(executors.names(), problems);
    UsedLoops definitions = new UsedLoops(optional(LOOPS), problems);
    List<EventLoopClasses> eventLoops =
        new EventLoopsParser(definitions, problems).parse(needed(EVENT_LOOPS, EXAMPLE_LOOPS));
    RuleSettings defaults = defaults(settings);
    List<RuleDraft> drafts =
        new OffloadParser(settings, problems).parse(needed(OFFLOAD, EXAMPLE_OFFLOAD));
    List<KeepRule> keep = keep();
    new HiddenRules(problems).check(drafts, keep);
    List<LoopDefinition> loops = definitions.usedBy(eventLoops);
    return new RuleSet(
        start.file(),
        List.copyOf(eventLoops),
        new RuleAssembler(defaults).assemble(drafts),
        keep,
        BundledFiles.harmless(),
        pure(),
        pools,
        BundledFiles.receivers().withThreadSafe(threadSafe()),
        loops,
        threadState(loops),
        report());
  }

  private void checkVersion() {
    Optional<YamlNode> version = fields.node(VERSION);
    if (version.isEmpty() && !fields.meansOneOf(List.of(VERSION))) {
      problems.error(start, "`version` is missing", "begin with `version: 1`");
      return;
    }
    Optional<Scalar> text = fields.text(VERSION);
    if (text.isPresent() && !text.get().text().equals("1")) {
      String message = "this agent does not know version " + Quote.of(text.get().text());
      problems.error(text.get().position(), message, "write `version: 1`");
    }
  }

  /** Sections that are known, checked as far as there is anything to check, and not used yet. */
  private void checkUnsupported() {
    fields.ignore(RELOAD);
  }

  private List<TypePattern> threadSafe() {
    return optional(THREAD_SAFE).isEmpty() ? List.of() : fields.types(THREAD_SAFE);
  }

  /** The file's own before the bundled ones. */
  private List<Located<CallPattern>> pure() {
    List<Located<CallPattern>> all = new ArrayList<>();
    if (optional(PURE).isPresent()) {
      all.addAll(fields.calls(PURE));
    }
    all.addAll(BundledFiles.pure());
    return List.copyOf(all);
  }

  /** The items of a section without which the file would do nothing. */
  private List<YamlNode> needed(String key, String example) {
    Optional<YamlNode> node = fields.node(key);
    if (node.isEmpty()) {
      if (!fields.meansOneOf(List.of(key))) {
        problems.error(start, Quote.of(key) + " is missing, so nothing would be done", example);
      }
      return List.of();
    }
    if (isEmpty(node.get())) {
      Position position = fields.entry(key).orElseThrow().key().position();
      problems.error(position, Quote.of(key) + " is empty, so nothing would be done", example);
      return List.of();
    }
    return Sections.items(node.get(), key, problems);
  }

  private static boolean isEmpty(YamlNode node) {
    return node instanceof Sequence ? ((Sequence) node).items().isEmpty() : isNull(node);
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof Scalar && ((Scalar) node).isNull();
  }

  /** A section that may be left out; one whose items are all commented out counts as left out. */
  private Optional<YamlNode> optional(String key) {
    Optional<YamlNode> node = fields.node(key);
    return node.isPresent() && isNull(node.get()) ? Optional.empty() : node;
  }

  private RuleSettings defaults(SettingsParser settings) {
    Optional<YamlNode> node = optional(DEFAULTS);
    if (node.isEmpty()) {
      return RuleSettings.none();
    }
    Optional<Fields> given = Fields.of(node.get(), "`defaults`", SettingsParser.KEYS, problems);
    return given.isEmpty() ? RuleSettings.none() : settings.parse(given.get());
  }

  private List<KeepRule> keep() {
    Optional<YamlNode> node = optional(KEEP);
    if (node.isEmpty()) {
      return List.of();
    }
    Values values = new Values(problems);
    List<KeepRule> rules = new ArrayList<>();
    for (YamlNode item : Sections.items(node.get(), KEEP, problems)) {
      Optional<Scalar> text = values.text("an item of `keep`", item);
      Optional<CallPattern> call = text.isEmpty() ? Optional.empty() : values.call(text.get());
      if (call.isPresent()) {
        rules.add(new KeepRule(item.position(), call.get()));
      }
    }
    return List.copyOf(rules);
  }

  private List<ThreadStateRule> threadState(List<LoopDefinition> loops) {
    List<ThreadStateRule> all = new ArrayList<>(BundledFiles.threadState());
    for (LoopDefinition loop : loops) {
      all.addAll(loop.threadState());
    }
    Optional<YamlNode> node = optional(THREAD_STATE);
    if (node.isPresent()) {
      all.addAll(new ThreadStateParser(problems).parse(node.get()));
    }
    return List.copyOf(all);
  }

  private ReportSettings report() {
    Optional<YamlNode> node = optional(REPORT);
    if (node.isEmpty()) {
      return ReportSettings.NONE;
    }
    if (node.get() instanceof Scalar) {
      String file = ((Scalar) node.get()).text();
      String message = "`report` is a mapping, found " + node.get().describe();
      problems.error(node.get().position(), message, "write " + Quote.of("{file: " + file + "}"));
      return ReportSettings.NONE;
    }
    Optional<Fields> report = Fields.of(node.get(), "`report`", REPORT_KEYS, problems);
    if (report.isEmpty()) {
      return ReportSettings.NONE;
    }
    Optional<Scalar> file = report.get().text("file");
    Optional<Duration> stuckAfter = report.get().duration(STUCK_AFTER);
    return new ReportSettings(
        file.isEmpty() ? Optional.empty() : Optional.of(file.get().text()),
        stuckAfter.isEmpty() ? ReportSettings.DEFAULT_STUCK_AFTER : stuckAfter.get());
  }
}
