package dev.aos.it.harness;

import java.util.Arrays;
import java.util.List;

/** The whole report of a run. */
public final class Report {

  private final Run run;
  private final String text;

  Report(Run run, String text) {
    this.run = run;
    this.text = text;
  }

  /** The report as it stands in its file. */
  public String text() {
    return text;
  }

  /** A line that has all these parts. */
  public Report has(String... parts) {
    return check(!lines(parts).isEmpty(), "has no line with " + Arrays.toString(parts));
  }

  /** No line that has all these parts. */
  public Report hasNo(String... parts) {
    return check(lines(parts).isEmpty(), "has a line with " + Arrays.toString(parts));
  }

  /** The one line of the woven site that makes this call, with these counts at its end. */
  public Report woven(String call, String counts) {
    List<String> sites = lines("  woven ", call);
    return check(
        sites.size() == 1 && sites.get(0).contains("  " + counts),
        "has not the one site of " + call + " with: " + counts);
  }

  private List<String> lines(String... parts) {
    return text.lines().filter(line -> Arrays.stream(parts).allMatch(line::contains)).toList();
  }

  private Report check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          "the report " + otherwise + "\n--- report\n" + text + run.describe());
    }
    return this;
  }
}
