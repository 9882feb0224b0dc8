package dev.aos.core.cli;

import dev.aos.core.report.LateWoven;
import dev.aos.core.rules.BundledFiles;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.HandleType;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.weave.TrampolineWriter;
import dev.aos.runtime.Control;
import dev.aos.runtime.Control.Abilities;
import java.lang.instrument.Instrumentation;
import java.util.Optional;

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

  /**
   * Starts the runtime, adds the transformer and the exit hook, and says so.
   *
   * @param othersBefore whether there are other agents already
   * @return what was woven in classes that were loaded already; empty if nothing can be done here
   */
  Optional<LateWoven> install(JdkDoors doors, boolean othersBefore)
      throws ReflectiveOperationException {
    doors.openToRuntime(Control.class.getModule());
    Abilities abilities =
        Control.start(RuntimeSites.pools(rules), rules.report().stuckAfter().toNanos());
    if (!abilities.dispatchObstacle().isEmpty()) {
      Messages.say(
          "inactive: this JVM does not show which monitors a thread holds, so nothing can be"
              + " dispatched safely: "
              + abilities.dispatchObstacle());
      return Optional.empty();
    }
    Control.defineTrampoline(TrampolineWriter.write());
    Control.setWrappers(HandleType.origins(BundledFiles.wrappers()));
    announce(abilities);
    Running running = new Running(arguments, abilities, instrumentation);
    running.putInForce(running.prepare(rules, running.effective(rules)));
    running.code().start(rules, othersBefore);
    // A thread may be inside an entry that is about to get its guard.
    Control.guardsChange();
    instrumentation.addTransformer(running.transformer(), true);
    running.unseen().alreadyLoaded();
    running.stateClasses().alreadyLoaded();
    LateWoven late;
    try {
      late = running.late().carryOut(running.inForce().weavers());
    } finally {
      Control.guardsHaveChanged();
    }
    running.log().late(late);
    Console.install(running);
    Runtime.getRuntime().addShutdownHook(new ExitHook(running));
    return Optional.of(late);
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
            + Messages.rules(rules)
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
            + " directly, but for reads that can be under way together"
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
}
