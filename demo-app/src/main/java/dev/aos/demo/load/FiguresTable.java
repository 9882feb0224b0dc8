package dev.aos.demo.load;

import java.util.Locale;

/** The comparison as a table for the eye. */
final class FiguresTable {
  private static final String ROW = "%-28s %12s %12s %10s%n";

  private FiguresTable() {}

  static String of(Comparison comparison) {
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, ROW, "", "without", "with", "ratio"));
    for (Endpoint endpoint : Endpoint.values()) {
      EndpointFigures without = comparison.without().of(endpoint);
      EndpointFigures with = comparison.with().of(endpoint);
      String path = "/" + endpoint.label();
      table.append(row(path + " requests/s", without.rps(), with.rps()));
      table.append(row(path + " p50 ms", without.p50Millis(), with.p50Millis()));
      table.append(row(path + " p99 ms", without.p99Millis(), with.p99Millis()));
    }
    double stallWithout = comparison.without().loopStallMillis();
    double stallWith = comparison.with().loopStallMillis();
    table.append(row("loop stood still, longest ms", stallWithout, stallWith));
    return table.toString();
  }

  private static String row(String name, double without, double with) {
    return String.format(
        Locale.ROOT, ROW, name, number(without), number(with), ratio(without, with));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.1f", value);
  }

  /** "12.0x" for twelve times as much, "1/12.0" for a twelfth. */
  static String ratio(double without, double with) {
    if (!(without > 0 && with > 0)) {
      return "-";
    }
    return with * 1.05 >= without
        ? String.format(Locale.ROOT, "%,.1fx", with / without)
        : String.format(Locale.ROOT, "1/%,.1f", without / with);
  }
}
