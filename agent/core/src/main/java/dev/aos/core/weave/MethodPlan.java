package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * What is changed in one method.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its descriptor
 * @param sites the call sites that are rewritten, by the ordinal of the instruction among the
 *     method's invoke instructions
 * @param epilogues what follows those that construct, by the same ordinal
 * @param resumePoints the calls that become resume points, by the same ordinal
 * @param references the method references that are rewritten, and handles that are loaded, by the
 *     ordinal that {@link ReferencePlanner} counts
 * @param deferredCalls the calls among {@code sites} that are awaited later than where they stand
 * @param entry the guard that it gets as an entry
 * @param shutdown the guard that it gets because it ends a loop
 * @param firstLine the line of its first instruction, or {@link PlannedSite#NO_LINE}
 */
record MethodPlan(
    int access,
    String name,
    String descriptor,
    Map<Integer, PlannedSite> sites,
    Map<Integer, ConstructorEpilogue> epilogues,
    Map<Integer, PlannedResumePoint> resumePoints,
    Map<Integer, PlannedReference> references,
    DeferredCalls deferredCalls,
    Optional<PlannedEntry> entry,
    Optional<PlannedShutdown> shutdown,
    int firstLine) {

  /** Whether it is to hold no monitor. */
  boolean isExclusive() {
    return entry.isPresent() && entry.get().entry().isExclusive();
  }

  /** Whether it gets a guard as an entry: one without {@code synchronized} changes inside only. */
  boolean hasEntryGuard() {
    return entry.isPresent() && (!isExclusive() || (access & Opcodes.ACC_SYNCHRONIZED) != 0);
  }

  /** The access flags that it has when it is woven. */
  int wovenAccess() {
    return isExclusive() ? access & ~Opcodes.ACC_SYNCHRONIZED : access;
  }

  /** Whether some call of a rule is rewritten in it. */
  boolean hasSites() {
    return !sites.isEmpty() || !references.isEmpty();
  }

  boolean isEmpty() {
    return !hasSites() && resumePoints.isEmpty() && entry.isEmpty() && shutdown.isEmpty();
  }

  /** Whatever of a rule is rewritten in it: calls, then references. */
  List<PlannedSite> allSites() {
    List<PlannedSite> all = new ArrayList<>(sites.values());
    for (PlannedReference reference : references.values()) {
      all.add(reference.site());
    }
    return all;
  }

  /** Its call sites, if they are left for a reason. */
  List<SkippedSite> skippedFor(String reason) {
    List<SkippedSite> skipped = new ArrayList<>();
    for (PlannedSite site : allSites()) {
      skipped.add(
          new SkippedSite(
              site.rule(), site.className(), site.method(), site.line(), site.call(), reason));
    }
    return skipped;
  }

  /** What it is for loops, if it is left for a reason. */
  List<RefusedEntry> refusedFor(String className, String reason) {
    Set<String> loops = new LinkedHashSet<>();
    if (entry.isPresent()) {
      loops.add(entry.get().loop().name());
    }
    if (shutdown.isPresent()) {
      loops.add(shutdown.get().loop().name());
    }
    for (PlannedResumePoint point : resumePoints.values()) {
      loops.add(point.loop().name());
    }
    List<RefusedEntry> refused = new ArrayList<>();
    for (String loop : loops) {
      refused.add(new RefusedEntry(loop, className, name, reason));
    }
    return refused;
  }

  /** Whether one of its call sites is the await between a field's read and write. */
  boolean awaitsBetween(SharedField field) {
    if (!field.method().equals(name)) {
      return false;
    }
    for (PlannedSite site : sites.values()) {
      if (site.line() == field.awaitLine()) {
        return true;
      }
    }
    return false;
  }
}
