package dev.aos.core.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of classes that were loaded already when rules came to concern them: the agent was
 * attached to a running program, or the rules were changed.
 *
 * @param classes how many were given other code
 * @param sites how many call sites are woven in them
 * @param unchanged those of which something keeps the code it had, and why, by name
 * @param remarks what else is to be said
 */
public record LateWoven(
    int classes, int sites, Map<String, String> unchanged, List<String> remarks) {

  /** Nothing. */
  public static final LateWoven NOTHING = new LateWoven(0, 0, Map.of(), List.of());

  /** This, and more that came later. */
  LateWoven and(LateWoven more) {
    Map<String, String> all = new LinkedHashMap<>(unchanged);
    all.putAll(more.unchanged);
    List<String> allRemarks = new ArrayList<>(remarks);
    allRemarks.addAll(more.remarks);
    return new LateWoven(classes + more.classes, sites + more.sites, all, allRemarks);
  }

  /** {@code 3 classes rewritten, 12 call sites; 1 class could not}. */
  public String summary() {
    String done =
        Quantity.of(classes, "class", "es") + " rewritten, " + Quantity.of(sites, "call site");
    return unchanged.isEmpty()
        ? done
        : done + "; " + Quantity.of(unchanged.size(), "class", "es") + " could not";
  }

  /** {@link #summary} behind other words, and the {@link #details} below it. */
  public List<String> lines(String beginning) {
    List<String> lines = new ArrayList<>();
    lines.add(beginning + summary());
    details().forEach(detail -> lines.add("  " + detail));
    return lines;
  }

  /** A line for each class that could not be changed, and what else is to be said. */
  public List<String> details() {
    List<String> lines = new ArrayList<>();
    unchanged.forEach((name, reason) -> lines.add(name + ": " + reason));
    lines.addAll(remarks);
    return lines;
  }
}
