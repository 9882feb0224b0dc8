package dev.aos.benchmarks.run;

import java.util.Locale;

/**
 * What a figure is to be.
 *
 * @param limit the least or the most
 * @param relation which of them, or none
 */
record Goal(double limit, Relation relation) {
  /** For figures that are only told. */
  static final Goal NONE = new Goal(Double.NaN, Relation.NONE);

  static Goal atMost(double limit) {
    return new Goal(limit, Relation.AT_MOST);
  }

  static Goal atLeast(double limit) {
    return new Goal(limit, Relation.AT_LEAST);
  }

  String text(Unit unit) {
    return switch (relation) {
      case NONE -> "";
      case AT_MOST -> "at most " + unit.text(limit);
      case AT_LEAST -> "at least " + unit.text(limit);
    };
  }

  String verdict(double measured) {
    return switch (relation) {
      case NONE -> "";
      case AT_MOST -> measured <= limit ? "yes" : "**no**";
      case AT_LEAST -> measured >= limit ? "yes" : "**no**";
    };
  }

  /** Which side of the limit is good. */
  enum Relation {
    AT_MOST,
    AT_LEAST,
    NONE
  }

  /** In what a figure is measured. */
  enum Unit {
    /** Nanoseconds. */
    NANOS,
    /** Milliseconds. */
    MILLIS,
    /** Requests per second. */
    PER_SECOND,
    /** One by the other. */
    RATIO;

    String text(double value) {
      return switch (this) {
        case NANOS ->
            String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f ns" : "%,.0f ns", value);
        case MILLIS -> String.format(Locale.ROOT, "%.2f ms", value);
        case PER_SECOND -> String.format(Locale.ROOT, "%,.0f/s", value);
        case RATIO -> String.format(Locale.ROOT, "%.2f", value);
      };
    }
  }
}
