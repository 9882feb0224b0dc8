package dev.aos.benchmarks.run;

import dev.aos.benchmarks.run.Goal.Unit;
import java.util.List;

/**
 * A row of the table.
 *
 * @param what what was measured
 * @param base without the agent, or written by hand; empty if there is nothing to compare with
 * @param agent with the agent
 * @param result the figure that the goal is about
 * @param unit in what the result is measured
 * @param goal what it is to be
 */
record Row(String what, String base, String agent, Spread result, Unit unit, Goal goal) {

  /** How much more (or less) it is with the agent. */
  static Row difference(String what, List<Double> base, List<Double> agent, Unit unit, Goal goal) {
    Spread more = Spread.ofPairs(base, agent, (without, with) -> with - without);
    return new Row(what, median(base, unit), median(agent, unit), more, unit, goal);
  }

  /** How many times as much it is with the agent. */
  static Row ratio(String what, List<Double> base, List<Double> agent, Unit unit, Goal goal) {
    Spread times = Spread.ofPairs(base, agent, (without, with) -> with / without);
    return new Row(what, median(base, unit), median(agent, unit), times, Unit.RATIO, goal);
  }

  /** A figure by itself. */
  static Row single(String what, List<Double> agent, Unit unit, Goal goal) {
    return new Row(what, "", median(agent, unit), Spread.of(agent), unit, goal);
  }

  private static String median(List<Double> values, Unit unit) {
    return unit.text(Spread.of(values).median());
  }

  /** The cells, as text. */
  List<String> cells() {
    String spread = unit.text(result.low()) + " to " + unit.text(result.high());
    return List.of(
        what,
        goal.text(unit),
        base,
        agent,
        unit.text(result.median()),
        spread,
        goal.verdict(result.median()));
  }
}
