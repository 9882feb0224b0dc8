package dev.aos.core.cli;

import dev.aos.core.report.LateWoven;
import dev.aos.core.rules.ReadResult;
import dev.aos.core.rules.RuleSet;
import dev.aos.runtime.Control;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rule file of the running agent again, and puts it in force, for the classes that are
 * loaded too. Either all of it or, if something in it is wrong or can't change now, nothing.
 */
final class Reloading {

  /** One at a time. */
  private static final Object LOCK = new Object();

  private final Running running;

  Reloading(Running running) {
    this.running = running;
  }

  /** Does it. Not for event loops. */
  Answer reload() {
    synchronized (LOCK) {
      if (running.isEnding()) {
        return Answer.impossible("the program is ending: nothing was changed");
      }
      return read(running.inForce().rules().file());
    }
  }

  private Answer read(String file) {
    ReadResult result = RuleCheck.read(file, ClassLoader.getSystemClassLoader());
    if (result instanceof ReadResult.Invalid invalid) {
      return refused(file, Messages.texts(invalid.problems()));
    }
    ReadResult.Valid valid = (ReadResult.Valid) result;
    RuleSet before = running.inForce().effective();
    RuleChanges changes = new RuleChanges(before, running.effective(valid.rules()));
    List<String> obstacles = changes.obstacles();
    if (!obstacles.isEmpty()) {
      return refused(file, obstacles);
    }
    Running.InForce next = running.prepare(valid.rules(), changes.toPutInForce());
    LateWeaving.Plan plan = running.late().plan(next.weavers());
    if (!plan.lost().isEmpty()) {
      return refused(file, lost(plan));
    }
    return apply(next, plan, Messages.texts(valid.warnings()));
  }

  private static Answer refused(String file, List<String> why) {
    List<String> lines = new ArrayList<>(why);
    lines.add(file + " was not reloaded: the rules of before stay in force");
    lines.forEach(Messages::say);
    return Answer.badRules(lines);
  }

  private static List<String> lost(LateWeaving.Plan plan) {
    List<String> lines = new ArrayList<>();
    for (String guard : plan.lost()) {
      lines.add(guard + ", which can't end while the program runs; restart to apply");
    }
    return lines;
  }

  private Answer apply(Running.InForce next, LateWeaving.Plan plan, List<String> warnings) {
    RuleSet rules = next.rules();
    Control.changePools(RuntimeSites.pools(rules));
    Control.setStuckAfter(rules.report().stuckAfter().toNanos());
    running.code().readFor(next.effective());
    LateWoven late;
    if (plan.guards()) {
      // A thread may be inside an entry that is about to get its guard.
      Control.guardsChange();
    }
    try {
      running.putInForce(next);
      // Of what is loaded already the late weaving tells.
      running.unseen().alreadyLoaded();
      running.stateClasses().alreadyLoaded();
      late = running.late().carryOut(plan, next.weavers());
    } finally {
      if (plan.guards()) {
        Control.guardsHaveChanged();
      }
    }
    running.log().late(late);
    List<String> lines = new ArrayList<>(warnings);
    lines.addAll(late.lines("reloaded " + rules.file() + " (" + Messages.rules(rules) + "): "));
    lines.forEach(Messages::say);
    return Answer.good(lines);
  }
}
