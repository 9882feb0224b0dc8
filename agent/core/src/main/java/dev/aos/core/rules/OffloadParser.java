package dev.aos.core.rules;

import dev.aos.core.rules.YamlNode.Entry;
import dev.aos.core.rules.YamlNode.Scalar;
import dev.aos.core.rules.YamlNode.Sequence;
import dev.aos.runtime.WaitSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the items of {@code offload:}. */
final class OffloadParser {

  private static final String CALL = "call";
  private static final String CALLS = "calls";
  private static final String INCLUDE = "include";
  private static final String EXCEPT = "except";
  private static final List<String> SUBJECTS = List.of(CALL, CALLS, INCLUDE);
  private static final List<String> KEYS = keys();

  /** How long a rule's text may be in the report. */
  private static final int LONGEST_TEXT = 80;

  private final SettingsParser settings;
  private final Problems problems;
  private final Values values;

  OffloadParser(SettingsParser settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
    this.values = new Values(problems);
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(SUBJECTS);
    keys.add(EXCEPT);
    keys.add(WaitParser.KEY);
    keys.addAll(SettingsParser.KEYS);
    keys.addAll(ReceiverPolicyParser.KEYS);
    return List.copyOf(keys);
  }

  /** Reads the items; those that can't be read are reported and left out. */
  List<RuleDraft> parse(List<YamlNode> items) {
    List<RuleDraft> drafts = new ArrayList<>();
    for (YamlNode item : items) {
      Optional<RuleDraft> draft = item instanceof Scalar ? shortForm((Scalar) item) : rule(item);
      if (draft.isPresent()) {
        drafts.add(draft.get());
      }
    }
    return drafts;
  }

  private Optional<RuleDraft> shortForm(Scalar item) {
    if (values.text("an item of `offload`", item).isEmpty() || values.lacksSeparator(item, KEYS)) {
      return Optional.empty();
    }
    Optional<CallPattern> call = values.call(item);
    if (call.isEmpty()) {
      return Optional.empty();
    }
    List<Located<CallPattern>> calls = List.of(new Located<>(item.position(), call.get()));
    return Optional.of(draft(item.position(), calls, List.of(), List.of(), RuleSettings.none()));
  }

  private Optional<RuleDraft> rule(YamlNode item) {
    Optional<Fields> read = Fields.of(item, "a rule", KEYS, problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = read.get();
    Optional<Entry> subject = subject(fields);
    List<CallPattern> except = patterns(fields.calls(EXCEPT));
    RuleSettings own = settings.parse(fields);
    Optional<Entry> wait = fields.entry(WaitParser.KEY);
    List<WaitSettings> waits =
        wait.isEmpty() ? List.of() : new WaitParser(problems).parse(wait.get().value());
    if (subject.isEmpty()) {
      return Optional.empty();
    }
    ReceiverPolicyParser receivers = new ReceiverPolicyParser(problems);
    if (subject.get().key().text().equals(INCLUDE)) {
      if (wait.isPresent()) {
        Position position = wait.get().key().position();
        problems.error(position, "`wait` does not go with `include`", "write a rule of your own");
      }
      return include(fields, except, own.withReceivers(receivers.parseOfInclude(fields)));
    }
    own = own.withReceivers(receivers.parse(fields));
    List<Located<CallPattern>> calls = calls(fields, subject.get());
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(draft(item.position(), calls, except, waits, own));
  }

  /** What the rule is about: the one of {@code call}, {@code calls} and {@code include}. */
  private Optional<Entry> subject(Fields fields) {
    Optional<Entry> subject = Optional.empty();
    for (String key : SUBJECTS) {
      Optional<Entry> entry = fields.entry(key);
      if (entry.isPresent() && subject.isPresent()) {
        String both = Quote.of(subject.get().key().text()) + " and " + Quote.of(key);
        String message = "a rule has one of " + DidYouMean.list(SUBJECTS) + ", found " + both;
        problems.error(entry.get().key().position(), message, "make two rules of it");
        return Optional.empty();
      }
      subject = entry.isPresent() ? entry : subject;
    }
    if (subject.isEmpty() && !fields.meansOneOf(SUBJECTS)) {
      String message = "a rule needs one of " + DidYouMean.list(SUBJECTS);
      problems.error(fields.position(), message, "say which calls it is about");
    }
    return subject;
  }

  private List<Located<CallPattern>> calls(Fields fields, Entry subject) {
    String key = subject.key().text();
    if (key.equals(CALL) && subject.value() instanceof Sequence) {
      problems.error(
          subject.value().position(), "`call` is one pattern, found a list", "use `calls`");
      return List.of();
    }
    List<Located<CallPattern>> calls = fields.calls(key);
    boolean nothing =
        subject.value() instanceof Sequence && ((Sequence) subject.value()).items().isEmpty();
    if (nothing) {
      problems.error(subject.value().position(), Quote.of(key) + " is empty", "add a pattern");
    }
    return calls;
  }

  private Optional<RuleDraft> include(Fields fields, List<CallPattern> except, RuleSettings own) {
    Optional<Scalar> name = fields.text(INCLUDE);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String pack = name.get().text();
    if (BundledFiles.PACKS.contains(pack)) {
      return Optional.of(
          new RuleDraft(
              fields.position(), pack, List.of(), except, Optional.of(pack), List.of(), own));
    }
    Position position = name.get().position();
    if (pack.equals(BundledFiles.HARMLESS)) {
      String message = Quote.of(pack) + " is what wildcards skip, not what is dispatched";
      problems.error(position, message, "remove it, it always holds");
    } else {
      String hint = DidYouMean.hint(pack, BundledFiles.PACKS, "the packs are");
      problems.error(position, "there is no pack " + Quote.of(pack), hint);
    }
    return Optional.empty();
  }

  private static RuleDraft draft(
      Position position,
      List<Located<CallPattern>> calls,
      List<CallPattern> except,
      List<WaitSettings> waits,
      RuleSettings settings) {
    StringBuilder text = new StringBuilder();
    for (Located<CallPattern> call : calls) {
      text.append(text.length() == 0 ? "" : ", ").append(call.value());
    }
    if (text.length() > LONGEST_TEXT) {
      text.setLength(LONGEST_TEXT);
      text.append('…');
    }
    return new RuleDraft(
        position, text.toString(), calls, except, Optional.empty(), waits, settings);
  }

  private static List<CallPattern> patterns(List<Located<CallPattern>> calls) {
    List<CallPattern> patterns = new ArrayList<>(calls.size());
    for (Located<CallPattern> call : calls) {
      patterns.add(call.value());
    }
    return List.copyOf(patterns);
  }
}
