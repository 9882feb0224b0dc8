package dev.aos.core.report;

import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.PlannedShutdown;
import dev.aos.core.weave.PlannedSite;
import dev.aos.core.weave.RefusedEntry;
import dev.aos.core.weave.SharedField;
import dev.aos.core.weave.SkippedSite;
import dev.aos.core.weave.ThreadLocalUse;
import dev.aos.runtime.Control;
import dev.aos.runtime.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What was woven, what was not and why, and what came of it. Made on exit, off every loop. */
public final class Report {

  private final RuleSet rules;
  private final WeaveLog log;
  private final Function<PlannedSite, Optional<Site>> siteOf;
  private final Supplier<List<Site>> earlier;
  private final MissedCalls missedCalls;
  private final List<PlannedSite> sites;
  private final List<SkippedSite> skipped;
  private final List<String> failed;
  private final List<RuleGroup> groups;
  private final GroupedSites grouped;

  /**
   * @param rules the rules in force
   * @param log what weaving did
   * @param siteOf gives the counters of a woven site
   * @param earlier gives those of sites that are woven no more, or otherwise
   * @param missedCalls finds calls outside the event-loop classes
   * @param unseen finds classes that came past the weaver
   */
  public Report(
      RuleSet rules,
      WeaveLog log,
      Function<PlannedSite, Optional<Site>> siteOf,
      Supplier<List<Site>> earlier,
      MissedCalls missedCalls,
      UnseenClasses unseen) {
    this.rules = rules;
    this.log = log;
    this.siteOf = siteOf;
    this.earlier = earlier;
    this.missedCalls = missedCalls;
    this.sites = log.sites();
    this.skipped = log.skipped();
    this.failed = failed(log, unseen);
    this.groups = RuleGroup.of(rules);
    this.grouped = new GroupedSites(groups, sites, skipped);
  }

  /** The report in brief, for stderr. */
  public List<String> brief() {
    List<String> lines = new ArrayList<>();
    long classes = sites.stream().map(PlannedSite::className).distinct().count();
    String woven =
        Quantity.of(sites.size(), "call site") + " in " + Quantity.of((int) classes, "class", "es");
    lines.add(woven + " woven, " + skipped.size() + " left alone; " + tally(counted(sites)).text());
    earlierCalls().ifPresent(lines::add);
    failed.forEach(one -> lines.add("not woven: " + one));
    if (log.entries().isEmpty() && suspendingSites()) {
      lines.add(
          "no handler could be suspended: no entry of a known loop was woven, so the agent never saw"
              + " an event loop");
    }
    if (!log.late().unchanged().isEmpty()) {
      lines.add("loaded already when rules came to concern them: " + log.late().summary());
    }
    lines.addAll(unmatched());
    return lines;
  }

  private List<Site> counted(List<PlannedSite> sites) {
    return sites.stream().map(siteOf).flatMap(Optional::stream).toList();
  }

  /** What was done by rules that are in force no more. */
  private Optional<String> earlierCalls() {
    Tally tally = tally(earlier.get());
    return tally.isEmpty() ? Optional.empty() : Optional.of("by earlier rules: " + tally.text());
  }

  private boolean suspendingSites() {
    return !rules.loops().isEmpty()
        && sites.stream().anyMatch(site -> !(site.eventLoop().loop() instanceof LoopChoice.None));
  }

  /** The whole report. */
  public List<String> whole() {
    List<String> lines = new ArrayList<>();
    writeTo(lines::add);
    return lines;
  }

  /** Gives the whole report line by line: there may be more than fit into memory at once. */
  public void writeTo(Consumer<String> lines) {
    lines.accept("AOS report, rules: " + rules.file());
    for (RuleGroup group : groups) {
      addGroup(lines, group);
    }
    addSection(lines, "Earlier rules", earlierRules());
    addSection(lines, "Rules that matched nothing", unmatched());
    addSection(lines, "Classes that keep their original bytes", failed);
    addSection(lines, "Classes that were loaded already when rules came to concern them", late());
    addSection(
        lines,
        "Fields that lanes may share",
        log.shared().stream().map(SharedField::toString).toList());
    addSection(lines, "Entries of event loops", entries());
    addSection(lines, "Entries that got no guard", refused());
    addSection(
        lines,
        "Thread locals that may change while a handler is suspended",
        log.threadLocals().stream().map(ThreadLocalUse::toString).toList());
    addSection(lines, "Executors", ExecutorLines.of(Control.pools()));
    addSection(lines, "Incidents", Control.incidents());
    Control.Linking linking = Control.linking();
    lines.accept("");
    lines.accept(
        String.format(
            Locale.ROOT,
            "Linking %s and entries took %.1f ms of the application's threads",
            Quantity.of((int) linking.sites(), "call site"),
            linking.nanos() / 1e6));
  }

  /** What is said of late classes, and of threads that their guards don't reach. */
  private List<String> late() {
    if (log.late().equals(LateWoven.NOTHING)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(log.late().summary());
    lines.addAll(log.late().details());
    Control.oldEntries()
        .forEach(
            (thread, entry) ->
                lines.add(
                    thread
                        + " has been in "
                        + entry
                        + " since before that got its guard: its handlers run directly"));
    return lines;
  }

  /** Calls by rules that are in force no more, and sites that are still woven by them. */
  private List<String> earlierRules() {
    List<String> lines = new ArrayList<>();
    earlierCalls().ifPresent(lines::add);
    counted(grouped.others()).forEach(site -> lines.add("still " + woven(site)));
    return lines;
  }

  private static String woven(Site site) {
    return "woven       "
        + site.settings().place()
        + "  "
        + site.settings().call()
        + "  "
        + new Tally().add(site).text();
  }

  /** A woven site and its counters. */
  private record Counted(PlannedSite planned, Site site) {}

  private void addGroup(Consumer<String> lines, RuleGroup group) {
    GroupedSites.Group content = grouped.of(group);
    List<Counted> counted = new ArrayList<>();
    for (PlannedSite planned : content.woven()) {
      siteOf.apply(planned).ifPresent(site -> counted.add(new Counted(planned, site)));
    }
    lines.accept("");
    lines.accept(group.position() + ": " + group.title());
    lines.accept("  " + tally(counted.stream().map(Counted::site).toList()).text());
    for (Counted one : counted) {
      lines.accept("  " + woven(one.site()));
      one.planned().await().ifPresent(place -> lines.accept("              " + place.text()));
      addHolders(lines, one.site());
      addQuickness(lines, one.site());
    }
    for (SkippedSite site : content.skipped()) {
      lines.accept("  left alone  " + place(site) + "  " + site.call() + ": " + site.reason());
    }
  }

  private static void addHolders(Consumer<String> lines, Site site) {
    List<Site.Held> holders = new ArrayList<>(site.held());
    holders.sort(Comparator.comparingLong(Site.Held::calls).reversed());
    for (Site.Held held : holders) {
      lines.accept(
          String.format(
              Locale.ROOT,
              "              %,d of them: %s: %s",
              held.calls(),
              held.reason().text(),
              held.place()));
    }
  }

  /** How far quick calls that run on the loop are from being slow. */
  private static void addQuickness(Consumer<String> lines, Site site) {
    if (site.longestQuickNanos() > 0) {
      int moves = site.movesOff();
      lines.accept(
          String.format(
              Locale.ROOT,
              "              moved off the loop %s; a quick call held the loop for %.3f ms at most",
              moves == 0 ? "never" : moves == 1 ? "once" : moves + " times",
              site.longestQuickNanos() / 1e6));
    }
  }

  private static Tally tally(List<Site> sites) {
    Tally tally = new Tally();
    sites.forEach(tally::add);
    return tally;
  }

  /** A line for each line of the rule file that no call site matched, with who makes such calls. */
  private List<String> unmatched() {
    List<String> lines = new ArrayList<>();
    for (RuleGroup group : groups) {
      if (grouped.of(group).isEmpty()) {
        lines.add(group.position() + ": " + group.title() + " matched nothing");
        missedCalls.callers(group).forEach(caller -> lines.add("  " + caller));
      }
    }
    return lines;
  }

  private static List<String> failed(WeaveLog log, UnseenClasses unseen) {
    return Stream.concat(log.failed().stream(), unseen.find().stream())
        .map(failed -> failed.className() + ": " + failed.reason())
        .toList();
  }

  private List<String> entries() {
    List<String> lines = new ArrayList<>(log.entries().stream().map(Report::entry).toList());
    for (PlannedResumePoint point : log.resumePoints()) {
      lines.add(point.loop().name() + ": " + point.place() + ": handlers are resumed around it");
    }
    for (PlannedShutdown end : log.shutdowns()) {
      lines.add(
          end.loop().name()
              + ": "
              + end.className()
              + "."
              + end.method()
              + ": waits for suspended handlers");
    }
    return lines;
  }

  private List<String> refused() {
    return log.refused().stream().map(Report::refused).toList();
  }

  private static String refused(RefusedEntry refused) {
    String method = refused.className() + "." + refused.method();
    return refused.loop() + ": " + method + ": " + refused.reason();
  }

  private static String entry(PlannedEntry entry) {
    String line = entry.loop().name() + ": " + entry.className() + "." + entry.method();
    return entry.entry().isExclusive() ? line + ": one at a time, without a monitor" : line;
  }

  private static void addSection(Consumer<String> lines, String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.accept("");
      lines.accept(title);
      content.forEach(line -> lines.accept("  " + line));
    }
  }

  private static String place(SkippedSite site) {
    return site.className() + "." + site.method() + (site.line() < 0 ? "" : ":" + site.line());
  }
}
