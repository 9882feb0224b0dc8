package dev.aos.core.report;

import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.PlannedResumePoint;
import dev.aos.core.weave.PlannedShutdown;
import dev.aos.core.weave.PlannedSite;
import dev.aos.core.weave.RefusedEntry;
import dev.aos.core.weave.SharedField;
import dev.aos.core.weave.SkippedSite;
import dev.aos.core.weave.ThreadLocalUse;
import dev.aos.core.weave.WeaveResult;
import java.util.ArrayList;
import java.util.List;

/** What weaving has done so far. Written by the threads that load classes, read by the report. */
public final class WeaveLog {

  /** A class that keeps its original bytes though a rule names it. */
  public record FailedClass(String className, String reason) {}

  private final List<PlannedSite> sites = new ArrayList<>();
  private final List<SkippedSite> skipped = new ArrayList<>();
  private final List<PlannedEntry> entries = new ArrayList<>();
  private final List<PlannedShutdown> shutdowns = new ArrayList<>();
  private final List<PlannedResumePoint> resumePoints = new ArrayList<>();
  private final List<RefusedEntry> refused = new ArrayList<>();
  private final List<SharedField> shared = new ArrayList<>();
  private final List<ThreadLocalUse> threadLocals = new ArrayList<>();
  private final List<FailedClass> failed = new ArrayList<>();

  /** Notes a woven class. */
  public synchronized void woven(WeaveResult.Woven result) {
    sites.addAll(result.sites());
    skipped.addAll(result.skipped());
    entries.addAll(result.entries());
    shutdowns.addAll(result.shutdowns());
    resumePoints.addAll(result.resumePoints());
    shared.addAll(result.shared());
  }

  /** Notes sites that a rule matched and that were left alone. */
  public synchronized void skipped(List<SkippedSite> skippedOfClass) {
    skipped.addAll(skippedOfClass);
  }

  /** Notes methods that an entry names and that got no guard. */
  public synchronized void refused(List<RefusedEntry> refusedOfClass) {
    refused.addAll(refusedOfClass);
  }

  /** Notes thread locals that nothing carries. */
  public synchronized void threadLocals(List<ThreadLocalUse> usesOfClass) {
    threadLocals.addAll(usesOfClass);
  }

  /** The thread locals that event-loop classes use and nothing carries. */
  public synchronized List<ThreadLocalUse> threadLocals() {
    return List.copyOf(threadLocals);
  }

  /** Notes a class that could not be woven. */
  public synchronized void failed(String className, String reason) {
    failed.add(new FailedClass(className, reason));
  }

  /** The woven sites, in the order in which their classes were loaded. */
  public synchronized List<PlannedSite> sites() {
    return List.copyOf(sites);
  }

  /** The sites that were left alone. */
  public synchronized List<SkippedSite> skipped() {
    return List.copyOf(skipped);
  }

  /** The woven entries. */
  public synchronized List<PlannedEntry> entries() {
    return List.copyOf(entries);
  }

  /** The woven methods that end a loop. */
  public synchronized List<PlannedShutdown> shutdowns() {
    return List.copyOf(shutdowns);
  }

  /** The calls around which handlers are resumed. */
  public synchronized List<PlannedResumePoint> resumePoints() {
    return List.copyOf(resumePoints);
  }

  /** The methods that got no guard though an entry names them. */
  public synchronized List<RefusedEntry> refused() {
    return List.copyOf(refused);
  }

  /** The fields that another lane may change during an await. */
  public synchronized List<SharedField> shared() {
    return List.copyOf(shared);
  }

  /** The classes that could not be woven. */
  public synchronized List<FailedClass> failed() {
    return List.copyOf(failed);
  }
}
