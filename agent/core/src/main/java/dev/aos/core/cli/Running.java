package dev.aos.core.cli;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.report.MissedCalls;
import dev.aos.core.report.Report;
import dev.aos.core.report.UnseenClasses;
import dev.aos.core.report.WeaveLog;
import dev.aos.core.rules.HandleType;
import dev.aos.core.rules.RuleSet;
import dev.aos.runtime.Control;
import dev.aos.runtime.Control.Abilities;
import java.lang.instrument.Instrumentation;
import java.util.Optional;

/** The agent as it runs: the rules in force, and what they are put in force with. */
final class Running {

  private final AgentArguments arguments;
  private final Abilities abilities;
  private final Instrumentation instrumentation;
  private final ClassHierarchies hierarchies = new ClassHierarchies();
  private final SiteNumbers numbers = new SiteNumbers();
  private final WeaveLog log = new WeaveLog();
  private final StateClasses stateClasses;
  private final LoadedCode code;
  private final Retransformer retransformer;
  private final UnseenClasses unseen;
  private final WeavingTransformer transformer;
  private final LateWeaving late;
  private volatile InForce inForce;
  private volatile boolean ending;

  /**
   * Rules in force.
   *
   * @param rules as they were read
   * @param effective as this JVM and the agent argument let them be
   * @param sites tells the runtime of sites
   * @param weavers weave by them
   */
  record InForce(RuleSet rules, RuleSet effective, RuntimeSites sites, Weavers weavers) {}

  Running(AgentArguments arguments, Abilities abilities, Instrumentation instrumentation) {
    this.arguments = arguments;
    this.abilities = abilities;
    this.instrumentation = instrumentation;
    this.stateClasses = new StateClasses(instrumentation);
    this.retransformer = new Retransformer(instrumentation);
    this.code = new LoadedCode(retransformer);
    this.unseen =
        new UnseenClasses(
            (loader, name) -> inForce.weavers().mayWeave(loader, name), instrumentation);
    this.transformer =
        new WeavingTransformer(stateClasses, log, code, numbers, retransformer, unseen);
    this.late = new LateWeaving(instrumentation, retransformer, transformer, code);
  }

  /** What would be in force by other rules. */
  InForce prepare(RuleSet rules, RuleSet effective) {
    RuntimeSites sites = new RuntimeSites(effective, numbers);
    Weavers weavers = new Weavers(effective, hierarchies, sites, arguments.verify());
    return new InForce(rules, effective, sites, weavers);
  }

  /** The rules as this JVM and the agent argument let them be. */
  RuleSet effective(RuleSet rules) {
    RuleSet effective = arguments.mode() == AgentArguments.Mode.REPORT ? rules.reportOnly() : rules;
    return abilities.suspends() ? effective : effective.withoutSuspension();
  }

  /** Puts rules in force, for all but the classes that are loaded already. */
  void putInForce(InForce next) {
    RuleSet rules = next.rules();
    Control.setReceivers(
        new ThreadSafeTypes(rules.receivers().threadSafe()),
        HandleType.origins(rules.receivers().handles()));
    Control.setEventLoopClasses(next.sites().eventLoopClasses());
    stateClasses.carry(next.effective().threadState());
    transformer.weaveBy(next.weavers());
    inForce = next;
  }

  /** The rules that are in force. */
  InForce inForce() {
    return inForce;
  }

  /** The report as it would be now. */
  Report report() {
    return new Report(
        inForce.effective(),
        log,
        numbers::of,
        numbers::earlier,
        new MissedCalls(inForce.effective(), hierarchies, instrumentation),
        unseen);
  }

  /** Where the whole report goes on exit. */
  Optional<String> reportFile() {
    return arguments.reportFile().or(inForce.rules().report()::file);
  }

  StateClasses stateClasses() {
    return stateClasses;
  }

  LoadedCode code() {
    return code;
  }

  WeavingTransformer transformer() {
    return transformer;
  }

  UnseenClasses unseen() {
    return unseen;
  }

  LateWeaving late() {
    return late;
  }

  WeaveLog log() {
    return log;
  }

  /** The program ends. */
  void end() {
    ending = true;
  }

  boolean isEnding() {
    return ending;
  }
}
