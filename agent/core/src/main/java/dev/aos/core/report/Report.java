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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was woven, what was not and why, and what came of it. Made on exit, off every loop. */
public final class Report {

  private final RuleSet rules;
  private final WeaveLog log;
  private final Function<PlannedSite, Site> siteOf;
  private final MissedCalls missedCalls;
  private final UnseenClasses unseen;

  /**
   * @param rules the rules in force
   * @param log what weaving did
   * @param siteOf gives the counters of a woven site
   * @param missedCalls finds calls outside the event-loop classes
   * @param unseen finds classes that came past the weaver
   */
  public Report(
      RuleSet rules,
      WeaveLog log,
      Function<PlannedSite, Site> siteOf,
      MissedCalls missedCalls,
      UnseenClasses unseen) {
    this.rules = rules;
    this.log = log;
    this.siteOf = siteOf;
    this.missedCalls = missedCalls;
    this.unseen = unseen;
  }

  /** The report in brief, for stderr. */
  public List<String> brief() {
    List<String> lines = new ArrayList<>();
    List<PlannedSite> sites = log.sites();
    long classes = sites.stream().map(PlannedSite::className).distinct().count();
    String woven = count(sites.size(), "call site") + " in " + count((int) classes, "class", "es");
    lines.add(
        woven
            + " woven, "
            + log.skipped().size()
            + " left alone; "
            + tally(sites.stream().map(siteOf).toList()).text());
    failed().forEach(failed -> lines.add("not woven: " + failed));
    if (log.entries().isEmpty() && suspendingSites()) {
      lines.add(
          "no handler could be suspended: no entry of a known loop was woven, so the agent never saw"
              + " an event loop");
    }
    lines.addAll(unmatched());
    return lines;
  }

  private boolean suspendingSites() {
    return !rules.loops().isEmpty()
        && log.sites().stream()
            .anyMatch(site -> !(site.eventLoop().loop() instanceof LoopChoice.None));
  }

  /** The whole report, for a file. */
  public List<String> whole() {
    List<String> lines = new ArrayList<>();
    lines.add("AOS report, rules: " + rules.file());
    Map<Integer, List<Site>> sitesByRule = sitesByRule();
    for (RuleGroup group : RuleGroup.of(rules)) {
      addGroup(lines, group, sitesByRule);
    }
    addSection(lines, "Rules that matched nothing", unmatched());
    addSection(lines, "Classes that keep their original bytes", failed());
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
    addSection(lines, "Incidents", Control.incidents());
    Control.Linking linking = Control.linking();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Linking %s and entries took %.1f ms of the application's threads",
            count((int) linking.sites(), "call site"),
            linking.nanos() / 1e6));
    return lines;
  }

  private void addGroup(List<String> lines, RuleGroup group, Map<Integer, List<Site>> sitesByRule) {
    List<Site> sites = new ArrayList<>();
    group.rules().forEach(rule -> sites.addAll(sitesByRule.getOrDefault(rule.number(), List.of())));
    lines.add("");
    lines.add(group.position() + ": " + group.title());
    lines.add("  " + tally(sites).text());
    for (Site site : sites) {
      lines.add(
          "  woven       "
              + site.settings().place()
              + "  "
              + site.settings().call()
              + "  "
              + new Tally().add(site).text());
      addHolders(lines, site);
    }
    for (SkippedSite skipped : log.skipped()) {
      if (group.contains(skipped.rule().number())) {
        lines.add(
            "  left alone  " + place(skipped) + "  " + skipped.call() + ": " + skipped.reason());
      }
    }
  }

  private static void addHolders(List<String> lines, Site site) {
    site.held().stream()
        .sorted(Comparator.comparingLong(Site.Held::calls).reversed())
        .forEach(
            held ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "              %,d of them: %s: %s",
                        held.calls(),
                        held.reason().text(),
                        held.place())));
  }

  private Map<Integer, List<Site>> sitesByRule() {
    Map<Integer, List<Site>> sites = new LinkedHashMap<>();
    for (PlannedSite site : log.sites()) {
      sites
          .computeIfAbsent(site.rule().number(), rule -> new ArrayList<>())
          .add(siteOf.apply(site));
    }
    return sites;
  }

  private static Tally tally(List<Site> sites) {
    Tally tally = new Tally();
    sites.forEach(tally::add);
    return tally;
  }

  /** A line for each line of the rule file that no call site matched, with who makes such calls. */
  private List<String> unmatched() {
    List<String> lines = new ArrayList<>();
    for (RuleGroup group : RuleGroup.of(rules)) {
      if (!matched(group)) {
        lines.add(group.position() + ": " + group.title() + " matched nothing");
        missedCalls.callers(group).forEach(caller -> lines.add("  " + caller));
      }
    }
    return lines;
  }

  private boolean matched(RuleGroup group) {
    return log.sites().stream().anyMatch(site -> group.contains(site.rule().number()))
        || log.skipped().stream().anyMatch(site -> group.contains(site.rule().number()));
  }

  private List<String> failed() {
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

  private static void addSection(List<String> lines, String title, List<String> content) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title);
      content.forEach(line -> lines.add("  " + line));
    }
  }

  private static String place(SkippedSite site) {
    return site.className() + "." + site.method() + (site.line() < 0 ? "" : ":" + site.line());
  }

  private static String count(int number, String what) {
    return count(number, what, "s");
  }

  private static String count(int number, String what, String plural) {
    return number + " " + what + (number == 1 ? "" : plural);
  }
}
