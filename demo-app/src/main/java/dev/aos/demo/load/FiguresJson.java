package dev.aos.demo.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The comparison as JSON for other programs. */
final class FiguresJson {
  private FiguresJson() {}

  static String of(Comparison comparison) {
    return String.format(
        "{%n  \"jdk\": %s,%n  \"without\": %s,%n  \"with\": %s,%n  \"answers_equal\": %s%n}%n",
        text(comparison.jdk()),
        run(comparison.without()),
        run(comparison.with()),
        comparison.answersEqual());
  }

  private static String run(RunFigures figures) {
    List<String> members = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.values()) {
      members.add("\"" + endpoint.label() + "\": " + endpoint(figures.of(endpoint)));
    }
    members.add("\"loop_stall_ms\": " + number(figures.loopStallMillis()));
    return "{" + String.join(", ", members) + "}";
  }

  private static String endpoint(EndpointFigures figures) {
    return String.format(
        "{\"rps\": %s, \"p50_ms\": %s, \"p99_ms\": %s}",
        number(figures.rps()), number(figures.p50Millis()), number(figures.p99Millis()));
  }

  /** JSON has no "not a number". */
  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String text(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
