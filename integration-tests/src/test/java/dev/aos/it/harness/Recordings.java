package dev.aos.it.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a child JVM has recorded: after each line that starts with "== ", a scenario. */
public final class Recordings {

  private static final String TITLE = "== ";
  private static final int CONTEXT = 8;

  private final Map<String, List<String>> scenarios = new LinkedHashMap<>();

  /** Takes what was recorded apart. */
  public Recordings(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(TITLE)) {
        lines = new ArrayList<>();
        scenarios.put(line.substring(TITLE.length()), lines);
      } else {
        lines.add(line);
      }
    }
  }

  /** A scenario was played to its end in both runs, and the same was recorded. */
  public void checkSame(String scenario, Recordings before) {
    List<String> expected = before.of(scenario);
    List<String> actual = of(scenario);
    int same = 0;
    while (same < Math.min(expected.size(), actual.size())
        && expected.get(same).equals(actual.get(same))) {
      same++;
    }
    if (same < Math.max(expected.size(), actual.size())) {
      throw new AssertionError(
          scenario
              + " is another from line "
              + (same + 1)
              + " on\n--- the same up to here\n"
              + part(expected, same - CONTEXT, same)
              + "\n--- without the agent\n"
              + part(expected, same, same + CONTEXT)
              + "\n--- with the agent\n"
              + part(actual, same, same + CONTEXT));
    }
  }

  /** A scenario was played to its end. */
  public void checkPlayed(String scenario) {
    of(scenario);
  }

  private List<String> of(String scenario) {
    List<String> lines = scenarios.getOrDefault(scenario, List.of());
    if (lines.isEmpty() || lines.get(lines.size() - 1).startsWith("broken off")) {
      throw new AssertionError(scenario + " was not played\n" + String.join("\n", lines));
    }
    return lines;
  }

  private static String part(List<String> lines, int from, int to) {
    int end = Math.min(lines.size(), to);
    int start = Math.min(Math.max(0, from), end);
    return String.join("\n", lines.subList(start, end));
  }
}
