package dev.aos.core.cli;

import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.rules.ThreadStateRule;
import dev.aos.runtime.CarrierSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What changes from the rules in force to others that can't change while the program runs: handlers
 * that are suspended rely on it.
 */
final class RuleChanges {

  private static final Pattern POSITIONS = Pattern.compile("osition=[^,\\]]*:\\d+:\\d+");

  private final RuleSet before;
  private final RuleSet after;

  /**
   * @param before the rules in force, as the JVM lets them be
   * @param after the others, the same way
   */
  RuleChanges(RuleSet before, RuleSet after) {
    this.before = before;
    this.after = after;
  }

  /** What can't change, each with what to do about it. */
  List<String> obstacles() {
    List<String> obstacles = new ArrayList<>();
    for (LoopDefinition loop : after.loops()) {
      for (LoopDefinition old : before.loops()) {
        if (old.name().equals(loop.name()) && !text(old).equals(text(loop))) {
          obstacles.add(
              loop.position()
                  + ": the loop "
                  + loop.name()
                  + " is in use and can't be defined otherwise; restart to apply");
        }
      }
    }
    Set<CarrierSettings> carried = new HashSet<>();
    for (ThreadStateRule rule : after.threadState()) {
      carried.add(rule.carrier());
    }
    for (ThreadStateRule rule : before.threadState()) {
      if (!carried.contains(rule.carrier())) {
        obstacles.add(
            rule.position()
                + ": the thread state "
                + rule.carrier()
                + " is carried and can't be dropped or changed; restart to apply");
      }
    }
    return obstacles;
  }

  /** Definitions are alike whose lines have merely moved. */
  private static String text(LoopDefinition loop) {
    return POSITIONS.matcher(loop.toString()).replaceAll("");
  }

  /**
   * The rules to put in force: entries that are there stay, since events of lanes whose handlers
   * are suspended wait in front of them. Without call sites they do nothing.
   */
  RuleSet toPutInForce() {
    List<LoopDefinition> loops = new ArrayList<>(after.loops());
    for (LoopDefinition old : before.loops()) {
      if (loops.stream().noneMatch(loop -> loop.name().equals(old.name()))) {
        loops.add(old);
      }
    }
    return after.withLoops(loops);
  }
}
