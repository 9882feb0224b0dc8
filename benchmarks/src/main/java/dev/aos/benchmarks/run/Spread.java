package dev.aos.benchmarks.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * What became of several measurements of the same thing.
 *
 * @param low the first quartile
 * @param median the value in the middle
 * @param high the third quartile
 */
record Spread(double low, double median, double high) {
  static Spread of(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /** Of two series that were taken in turn: each value is put against its neighbour in time. */
  static Spread ofPairs(List<Double> base, List<Double> agent, DoubleBinaryOperator relation) {
    List<Double> values = new ArrayList<>();
    for (int at = 0; at < base.size(); at++) {
      values.add(relation.applyAsDouble(base.get(at), agent.get(at)));
    }
    return of(values);
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    double below = sorted.get((int) Math.floor(place));
    double above = sorted.get((int) Math.ceil(place));
    return below + (above - below) * (place - Math.floor(place));
  }
}
