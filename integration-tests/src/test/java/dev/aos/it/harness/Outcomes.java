package dev.aos.it.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of loading and linking each class of a set. */
public final class Outcomes {

  private static final List<String> OF_SOME_METHOD =
      List.of(
          "java.lang.LinkageError: loader constraint violation",
          "java.lang.NoClassDefFoundError",
          "java.lang.VerifyError");

  private final Map<String, String> byClass = new LinkedHashMap<>();

  private Outcomes(String file) {
    file.lines()
        .map(line -> line.split("\t", 2))
        .forEach(line -> byClass.put(line[0], comparable(line[1])));
  }

  /** Those that a run of {@code LinkEveryClass} has noted. */
  public static Outcomes of(Run run) {
    return new Outcomes(run.file("outcomes.txt"));
  }

  /**
   * The JVM links methods in the order of the addresses of their names, which differs from run to
   * run: where several of a class are at fault, so does the one of which it complains. And a class
   * that does not verify is shown with its code, which the agent has changed.
   */
  private static String comparable(String outcome) {
    for (String type : OF_SOME_METHOD) {
      if (outcome.startsWith(type)) {
        return type;
      }
    }
    return outcome;
  }

  /** A line for each class of which something else came. */
  public List<String> differences(Outcomes others) {
    List<String> lines = new ArrayList<>();
    byClass.forEach(
        (name, outcome) -> {
          String other = others.byClass.get(name);
          if (!outcome.equals(other)) {
            lines.add(name + ": " + outcome + ", but " + other);
          }
        });
    return lines;
  }
}
