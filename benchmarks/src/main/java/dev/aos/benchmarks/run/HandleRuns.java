package dev.aos.benchmarks.run;

import dev.aos.benchmarks.run.Goal.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Loops over handles in a handler: what an item costs, with the agent and without. */
final class HandleRuns {
  private static final String WHAT = "handles: ";
  private static final String MAIN = "dev.aos.benchmarks.handles.HandlesRun";
  private static final double MOST_TIMES = 2;

  /** The loops, and what becomes of them. */
  private static final Map<String, String> NAMES = names();

  private final BenchmarkOptions options;
  private final Consumer<String> progress;
  private final Map<String, List<Double>> without = new LinkedHashMap<>();
  private final Map<String, List<Double>> with = new LinkedHashMap<>();

  HandleRuns(BenchmarkOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("LINES", "a line of a file, by readLine");
    names.put("ENTRIES", "an entry of a directory, page by page");
    names.put("FILTERED_ENTRIES", "an entry of a directory, hop by hop");
    names.put("LISTED_ENTRIES", "an entry of Files.list, by a terminal operation");
    names.put("LIST", "an element of a list, no handle at all");
    return names;
  }

  List<Row> rows() throws IOException, InterruptedException {
    if (!options.only().matcher(WHAT).find()) {
      return List.of();
    }
    for (int fork = 0; fork < options.effort().forks(); fork++) {
      measure(without, List.of());
      Path rules = options.rules().toAbsolutePath().resolveSibling("handles.yaml");
      measure(with, List.of("-javaagent:" + options.agent().toAbsolutePath() + "=" + rules));
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      Goal goal =
          name.getKey().equals("LINES") || name.getKey().equals("ENTRIES")
              ? Goal.atMost(MOST_TIMES)
              : Goal.NONE;
      rows.add(
          Row.ratio(
              WHAT + name.getValue(),
              without.get(name.getKey()),
              with.get(name.getKey()),
              Unit.NANOS,
              goal));
    }
    return rows;
  }

  private void measure(Map<String, List<Double>> nanos, List<String> agent)
      throws IOException, InterruptedException {
    String work = options.work().toAbsolutePath().toString();
    for (String line : new ProgramFork(options, "handles", MAIN).lines(agent, List.of(work))) {
      int space = line.indexOf(' ');
      double each = Double.parseDouble(line.substring(space + 1));
      nanos.computeIfAbsent(line.substring(0, space), name -> new ArrayList<>()).add(each);
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s%s: %.1f ns %s",
              WHAT,
              NAMES.get(line.substring(0, space)),
              each,
              agent.isEmpty() ? "without" : "with"));
    }
  }
}
