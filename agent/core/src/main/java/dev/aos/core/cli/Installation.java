package dev.aos.core.cli;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.report.MissedCalls;
import dev.aos.core.report.Report;
import dev.aos.core.report.UnseenClasses;
import dev.aos.core.report.WeaveLog;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.HandleType;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.ReceiverRules;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.weave.ClassWeaver;
import dev.aos.core.weave.TrampolineWriter;
import dev.aos.runtime.Control;
import dev.aos.runtime.Control.Abilities;
import dev.aos.runtime.Path;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;

/** Puts the parts together: runtime, weaver, report. */
final class Installation {

  /** The first Java whose handlers can be suspended, and where loops therefore have entries. */
  private static final int SUSPENDING_JAVA = 21;

  private final AgentArguments arguments;
  private final RuleSet rules;
  private final Instrumentation instrumentation;

  Installation(AgentArguments arguments, RuleSet rules, Instrumentation instrumentation) {
    this.arguments = arguments;
    this.rules = rules;
    this.instrumentation = instrumentation;
  }

  /** Starts the runtime, adds the transformer and the exit hook, and says so. */
  void install(JdkDoors doors) throws ReflectiveOperationException {
    doors.openToRuntime(Control.class.getModule());
    RuntimeSites sites = new RuntimeSites(rules);
    Abilities abilities = Control.start(sites.pools(), rules.report().stuckAfter().toNanos());
    if (!abilities.dispatchObstacle().isEmpty()) {
      Messages.say(
          "inactive: this JVM does not show which monitors a thread holds, so nothing can be"
              + " dispatched safely: "
              + abilities.dispatchObstacle());
      return;
    }
    Control.setReceivers(
        new ThreadSafeTypes(rules.receivers().threadSafe()), origins(rules.receivers()));
    Control.defineTrampoline(TrampolineWriter.write());
    RuleSet effective = effectiveRules(abilities);
    announce(abilities);
    WeaveLog log = new WeaveLog();
    ClassHierarchies hierarchies = new ClassHierarchies();
    Control.setEventLoopClasses(sites.eventLoopClasses());
    StateClasses stateClasses = new StateClasses(effective.threadState(), instrumentation);
    LoadedCode code = new LoadedCode(rules);
    code.start();
    ClassWeaver weaver =
        new ClassWeaver(
            effective, hierarchies, sites, arguments.verify(), Runtime.version().feature());
    UnseenClasses unseen = new UnseenClasses(weaver::mayWeave, instrumentation);
    WeavingTransformer transformer =
        new WeavingTransformer(weaver, stateClasses, log, code, unseen);
    instrumentation.addTransformer(transformer);
    unseen.alreadyLoaded();
    new JdkEntries(instrumentation, weaver.jdkClasses(), transformer).install();
    stateClasses.alreadyLoaded();
    Report report =
        new Report(
            effective,
            log,
            sites::siteOf,
            new MissedCalls(effective, hierarchies, instrumentation),
            unseen);
    Console.install(report);
    Runtime.getRuntime()
        .addShutdownHook(new ExitHook(report, arguments.reportFile().or(rules.report()::file)));
  }

  private static Map<String, Path> origins(ReceiverRules receivers) {
    Map<String, Path> origins = new HashMap<>();
    for (HandleType handle : receivers.handles()) {
      origins.put(handle.type(), handle.of());
    }
    return origins;
  }

  /** The rules as this JVM and the agent argument let them be: without suspension, no entries. */
  private RuleSet effectiveRules(Abilities abilities) {
    RuleSet effective = arguments.mode() == AgentArguments.Mode.REPORT ? rules.reportOnly() : rules;
    return abilities.suspends() ? effective : effective.withoutLoops();
  }

  private void announce(Abilities abilities) {
    Messages.say(
        "AOS "
            + Version.aos()
            + " on "
            + Version.java()
            + ", "
            + (abilities.suspends() ? "handlers can be suspended" : "handlers can't be suspended")
            + "; rules: "
            + rules.file()
            + " ("
            + count(rules.offload().size(), "rule")
            + ", "
            + count(rules.keep().size(), "exception")
            + ")");
    if (!abilities.suspends() && hasLoops()) {
      Messages.say(obstacle(abilities));
    }
    if (arguments.mode() == AgentArguments.Mode.REPORT) {
      Messages.say("the agent argument says mode=report: call sites are listed, none is rewritten");
    }
  }

  private static String obstacle(Abilities abilities) {
    int java = Runtime.version().feature();
    return java < SUSPENDING_JAVA
        ? "Java "
            + java
            + ": handlers can't be suspended; use 21 or later. Until then calls on a known loop run"
            + " directly"
        : "handlers can't be suspended in this JVM, so calls on a known loop run directly: "
            + abilities.suspensionObstacle();
  }

  private boolean hasLoops() {
    for (EventLoopClasses classes : rules.eventLoops()) {
      if (!(classes.loop() instanceof LoopChoice.None)) {
        return true;
      }
    }
    return false;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
