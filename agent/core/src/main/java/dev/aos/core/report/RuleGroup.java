package dev.aos.core.report;

import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.Position;
import dev.aos.core.rules.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of the user's rule file, as the report counts it: one rule, or all rules of an included
 * pack.
 *
 * @param position where the line stands
 * @param title what it says
 * @param rules its rules
 */
record RuleGroup(Position position, String title, List<OffloadRule> rules) {

  /** The lines of a rule set, in order. */
  static List<RuleGroup> of(RuleSet rules) {
    Map<Position, List<OffloadRule>> byPosition = new LinkedHashMap<>();
    for (OffloadRule rule : rules.offload()) {
      byPosition.computeIfAbsent(rule.position(), position -> new ArrayList<>()).add(rule);
    }
    List<RuleGroup> groups = new ArrayList<>();
    byPosition.forEach(
        (position, members) ->
            groups.add(new RuleGroup(position, title(members), List.copyOf(members))));
    return groups;
  }

  private static String title(List<OffloadRule> members) {
    OffloadRule first = members.get(0);
    return first.pack().map(pack -> "include: " + pack).orElse(first.text());
  }
}
