package dev.aos.core.cli;

import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.rules.OffloadRule;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.weave.ClassWeaver;
import dev.aos.core.weave.NoNumbers;
import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.PlannedShutdown;
import dev.aos.core.weave.PlannedSite;
import dev.aos.core.weave.RefusedEntry;
import dev.aos.core.weave.SharedField;
import dev.aos.core.weave.SkippedSite;
import dev.aos.core.weave.WeaveResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Weaves the classes of a class path in memory, and lists what came of it. Loads none of them. */
final class ClassPathCheck {

  private final ClassPath classPath;
  private final ClassWeaver weaver;
  private final List<String> lines = new ArrayList<>();
  private int changed;
  private int sites;
  private int skipped;
  private int entries;
  private int shared;

  ClassPathCheck(RuleSet rules, ClassPath classPath) {
    this.classPath = classPath;
    this.weaver =
        new ClassWeaver(
            rules, new ClassHierarchies(), new NoNumbers(), true, Runtime.version().feature());
  }

  /** What came of it, line by line, a summary last. */
  List<String> run() throws IOException {
    classPath.visit(this::weave);
    lines.add(
        sites
            + " call sites and "
            + entries
            + " entries in "
            + changed
            + " classes woven, "
            + skipped
            + " call sites left alone, "
            + shared
            + " fields that lanes may share");
    return lines;
  }

  private void weave(String internalName, byte[] classFile) {
    WeaveResult result = weaver.weave(classPath.loader(), internalName, classFile);
    if (result instanceof WeaveResult.Woven woven) {
      changed++;
      woven.sites().forEach(this::add);
      woven.entries().forEach(this::add);
      woven.shutdowns().forEach(this::add);
      woven.resumePoints().forEach(this::add);
      woven.skipped().forEach(this::add);
      woven.refused().forEach(this::add);
      woven.shared().forEach(this::add);
    } else if (result instanceof WeaveResult.Untouched untouched) {
      untouched.skipped().forEach(this::add);
      untouched.refused().forEach(this::add);
    } else if (result instanceof WeaveResult.Failed failed) {
      lines.add("not woven   " + ClassFiles.binaryName(internalName) + ": " + failed.reason());
    }
  }

  private void add(PlannedSite site) {
    sites++;
    String place = place(site.className(), site.method(), site.line());
    String await = site.await().isPresent() ? ": " + site.await().get().text() : "";
    lines.add("woven       " + place + "  " + ruled(site.call(), site.rule()) + await);
  }

  private void add(SkippedSite site) {
    skipped++;
    String place = place(site.className(), site.method(), site.line());
    String call = ruled(site.call(), site.rule());
    lines.add("left alone  " + place + "  " + call + ": " + site.reason());
  }

  private void add(PlannedEntry entry) {
    entries++;
    lines.add("entry       " + entry(entry));
  }

  private void add(RefusedEntry refused) {
    String method = refused.className() + "." + refused.method();
    lines.add(
        "no entry    " + method + "  of the loop " + refused.loop() + ": " + refused.reason());
  }

  private void add(SharedField field) {
    shared++;
    lines.add("shared      " + field);
  }

  private void add(PlannedShutdown end) {
    lines.add(
        "loop end    "
            + end.className()
            + "."
            + end.method()
            + "  of the loop "
            + end.loop().name());
  }

  private void add(PlannedResumePoint point) {
    lines.add("resume at   " + point.place() + "  of the loop " + point.loop().name());
  }

  private static String entry(PlannedEntry entry) {
    return entry.className() + "." + entry.method() + "  of the loop " + entry.loop().name();
  }

  private static String ruled(CallSite call, OffloadRule rule) {
    return call + "  (" + rule.position() + ")";
  }

  private static String place(String className, String method, int line) {
    return className + "." + method + (line == PlannedSite.NO_LINE ? "" : ":" + line);
  }
}
