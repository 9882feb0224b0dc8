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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What weaving has made of each class, as it runs now. Written by the threads that load classes,
 * and by whoever has loaded ones woven anew; read by the report.
 */
public final class WeaveLog {

  /**
   * A class. There may be several of one name.
   *
   * @param loader a number for its loader, which may be gone
   * @param name its binary name
   */
  public record ClassKey(int loader, String name) {}

  /** A class that keeps its original bytes though a rule names it. */
  public record FailedClass(String className, String reason) {}

  /**
   * What weaving has made of a class.
   *
   * @param sites the woven sites
   * @param skipped the sites that were left alone
   * @param entries the woven entries
   * @param shutdowns the woven methods that end a loop
   * @param resumePoints the calls around which handlers are resumed
   * @param refused the methods that got no guard though an entry names them
   * @param shared the fields that another lane may change during an await
   * @param threadLocals the thread locals that the class uses and nothing carries
   */
  public record ClassLog(
      List<PlannedSite> sites,
      List<SkippedSite> skipped,
      List<PlannedEntry> entries,
      List<PlannedShutdown> shutdowns,
      List<PlannedResumePoint> resumePoints,
      List<RefusedEntry> refused,
      List<SharedField> shared,
      List<ThreadLocalUse> threadLocals) {

    /** Nothing. */
    public static final ClassLog EMPTY =
        new ClassLog(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** What a result says. */
    public static ClassLog of(WeaveResult result) {
      if (result instanceof WeaveResult.Woven woven) {
        return new ClassLog(
            woven.sites(),
            woven.skipped(),
            woven.entries(),
            woven.shutdowns(),
            woven.resumePoints(),
            woven.refused(),
            woven.shared(),
            woven.threadLocals());
      }
      if (result instanceof WeaveResult.Untouched untouched) {
        return new ClassLog(
            List.of(),
            untouched.skipped(),
            List.of(),
            List.of(),
            List.of(),
            untouched.refused(),
            List.of(),
            List.of());
      }
      return EMPTY;
    }
  }

  private final Map<ClassKey, ClassLog> classes = new LinkedHashMap<>();
  private final Map<ClassKey, FailedClass> failed = new LinkedHashMap<>();
  private LateWoven late = LateWoven.NOTHING;

  /**
   * Notes what has become of a class.
   *
   * @return what was known of it before; empty at first
   */
  public synchronized ClassLog put(ClassKey key, WeaveResult result) {
    ClassLog log = ClassLog.of(result);
    failed.remove(key);
    if (result instanceof WeaveResult.Failed failure) {
      failed.put(key, new FailedClass(key.name(), failure.reason()));
    }
    ClassLog before = log.equals(ClassLog.EMPTY) ? classes.remove(key) : classes.put(key, log);
    return before == null ? ClassLog.EMPTY : before;
  }

  /** What is known of a class. */
  public synchronized ClassLog get(ClassKey key) {
    return classes.getOrDefault(key, ClassLog.EMPTY);
  }

  /** Notes what was woven in classes that were loaded already. */
  public synchronized void late(LateWoven more) {
    late = late.and(more);
  }

  /** What was woven in classes that were loaded already. */
  public synchronized LateWoven late() {
    return late;
  }

  /** The thread locals that event-loop classes use and nothing carries. */
  public List<ThreadLocalUse> threadLocals() {
    return all(ClassLog::threadLocals);
  }

  /** The woven sites, in the order in which their classes were loaded. */
  public List<PlannedSite> sites() {
    return all(ClassLog::sites);
  }

  /** The sites that were left alone. */
  public List<SkippedSite> skipped() {
    return all(ClassLog::skipped);
  }

  /** The woven entries. */
  public List<PlannedEntry> entries() {
    return all(ClassLog::entries);
  }

  /** The woven methods that end a loop. */
  public List<PlannedShutdown> shutdowns() {
    return all(ClassLog::shutdowns);
  }

  /** The calls around which handlers are resumed. */
  public List<PlannedResumePoint> resumePoints() {
    return all(ClassLog::resumePoints);
  }

  /** The methods that got no guard though an entry names them. */
  public List<RefusedEntry> refused() {
    return all(ClassLog::refused);
  }

  /** The fields that another lane may change during an await. */
  public List<SharedField> shared() {
    return all(ClassLog::shared);
  }

  private synchronized <T> List<T> all(Function<ClassLog, List<T>> part) {
    List<T> all = new ArrayList<>();
    for (ClassLog log : classes.values()) {
      all.addAll(part.apply(log));
    }
    return all;
  }

  /** The classes that could not be woven. */
  public synchronized List<FailedClass> failed() {
    return List.copyOf(failed.values());
  }
}
