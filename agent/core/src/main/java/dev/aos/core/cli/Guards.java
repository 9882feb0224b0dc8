package dev.aos.core.cli;

import dev.aos.core.report.WeaveLog.ClassLog;
import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.PlannedShutdown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is woven in a class that suspended handlers rely on: without it they might overlap, or never
 * go on.
 *
 * @param texts each in words
 */
record Guards(Set<String> texts) {

  static Guards of(ClassLog log) {
    Set<String> texts = new LinkedHashSet<>();
    for (PlannedEntry entry : log.entries()) {
      // Of an entry that says which handler runs, nobody relies: without it a lane is wider.
      if (entry.entry().handler().isEmpty() && !entry.entry().isExclusive()) {
        String method = entry.className() + "." + entry.method() + entry.descriptor();
        texts.add(method + " is an entry of the loop " + entry.loop().name());
      }
    }
    for (PlannedResumePoint point : log.resumePoints()) {
      texts.add("handlers of the loop " + point.loop().name() + " are resumed at " + point.place());
    }
    for (PlannedShutdown end : log.shutdowns()) {
      String method = end.className() + "." + end.method();
      texts.add(method + " waits for handlers of the loop " + end.loop().name());
    }
    return new Guards(texts);
  }

  /** Those that the other class has not. */
  List<String> without(Guards other) {
    return texts.stream().filter(text -> !other.texts.contains(text)).toList();
  }
}
