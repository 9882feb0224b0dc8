package dev.aos.core.report;

import dev.aos.core.rules.OffloadRule;
import dev.aos.core.weave.PlannedSite;
import dev.aos.core.weave.SkippedSite;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The sites of each line of the rule file. Sorted in one go: there may be a million of them. */
final class GroupedSites {

  /** What was done by one line. */
  record Group(List<PlannedSite> woven, List<SkippedSite> skipped) {

    Group() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
      return woven.isEmpty() && skipped.isEmpty();
    }
  }

  private final Map<RuleGroup, Group> groups = new IdentityHashMap<>();
  private final List<PlannedSite> others = new ArrayList<>();

  /**
   * @param lines the lines of the rule file
   * @param woven the woven sites
   * @param skipped those that were left alone
   */
  GroupedSites(List<RuleGroup> lines, List<PlannedSite> woven, List<SkippedSite> skipped) {
    // By identity: a rule of an earlier rule file belongs to no line, whatever it says.
    Map<OffloadRule, Group> byRule = new IdentityHashMap<>();
    for (RuleGroup line : lines) {
      Group group = new Group();
      groups.put(line, group);
      line.rules().forEach(rule -> byRule.put(rule, group));
    }
    for (PlannedSite site : woven) {
      Group group = byRule.get(site.rule());
      (group == null ? others : group.woven()).add(site);
    }
    for (SkippedSite site : skipped) {
      Group group = byRule.get(site.rule());
      if (group != null) {
        group.skipped().add(site);
      }
    }
  }

  /** What was done by a line. */
  Group of(RuleGroup line) {
    return groups.get(line);
  }

  /** Sites that are woven by no rule in force. */
  List<PlannedSite> others() {
    return others;
  }
}
