package dev.aos.core.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rule file that has been read, checked and resolved.
 *
 * @param file the file's name as the user gave it
 * @param eventLoops where calls are rewritten
 * @param offload what is dispatched, in order: the user's own rules, then those of packs; the first
 *     that matches wins; a rule's number is its index
 * @param keep calls that are never dispatched, whatever the other rules say
 * @param harmless calls that a pattern with a wildcard member does not match (the pack {@code
 *     jdk/harmless})
 * @param pure calls that neither change nor see anything that others could: they are made while
 *     calls of {@code await: use} are under way
 * @param executors the executors by name, {@code default} always among them
 * @param receivers what is known of receivers
 * @param loops the loop definitions that some event-loop entry uses, the file's own first
 * @param threadState what follows handlers: bundled, of the loops that are used, the user's own
 * @param report what is reported, and where
 */
public record RuleSet(
    String file,
    List<EventLoopClasses> eventLoops,
    List<OffloadRule> offload,
    List<KeepRule> keep,
    List<CallPattern> harmless,
    List<Located<CallPattern>> pure,
    Map<String, ExecutorSettings> executors,
    ReceiverRules receivers,
    List<LoopDefinition> loops,
    List<ThreadStateRule> threadState,
    ReportSettings report) {

  /** Whether a loop definition stands in the rule file, and does not come with AOS. */
  public boolean isOwn(LoopDefinition loop) {
    return isOwn(loop.position());
  }

  /** Whether what stands there stands in the rule file. */
  public boolean isOwn(Position position) {
    return position.file().equals(file);
  }

  /**
   * The same rules for a JVM that can't suspend handlers: what may be under way together is awaited
   * where it is needed, and for that it has to be known which threads are event loops.
   */
  public RuleSet withoutSuspension() {
    List<OffloadRule> changed = new ArrayList<>();
    boolean deferred = false;
    for (OffloadRule rule : offload) {
      changed.add(rule.awaitedAtUse());
      deferred |= rule.mayBeDeferred();
    }
    return deferred
        ? with(changed, loops.stream().map(LoopDefinition::onlyMarking).toList())
        : withoutLoops(offload);
  }

  /** The same rules with every call site listed and none rewritten. */
  public RuleSet reportOnly() {
    List<OffloadRule> listed = new ArrayList<>();
    for (OffloadRule rule : offload) {
      listed.add(rule.mode() == Mode.OFF ? rule : rule.withMode(Mode.REPORT));
    }
    return withoutLoops(listed);
  }

  /** The same rules with these loop definitions. */
  public RuleSet withLoops(List<LoopDefinition> others) {
    return with(offload, others);
  }

  /** The same rules without methods that are not to hold their monitors. */
  public RuleSet withoutExclusiveEntries() {
    return with(offload, loops.stream().map(LoopDefinition::withoutExclusiveEntries).toList());
  }

  private RuleSet withoutLoops(List<OffloadRule> rules) {
    return with(rules, List.of());
  }

  private RuleSet with(List<OffloadRule> rules, List<LoopDefinition> definitions) {
    return new RuleSet(
        file,
        eventLoops,
        rules,
        keep,
        harmless,
        pure,
        executors,
        receivers,
        definitions,
        threadState,
        report);
  }
}
