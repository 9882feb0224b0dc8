package dev.aos.core.weave;

import java.util.List;

/** What came of weaving one class. */
public sealed interface WeaveResult {

  /**
   * The class stays as it came, byte for byte.
   *
   * @param skipped call sites that a rule matches
   * @param refused methods and calls that a loop definition names
   */
  record Untouched(List<SkippedSite> skipped, List<RefusedEntry> refused) implements WeaveResult {}

  /**
   * The class has changed.
   *
   * @param bytes the class file to load
   * @param sites the call sites that were rewritten, in the order of the class file's methods
   * @param skipped call sites that a rule matches, and that were left
   * @param entries the methods that got an entry guard
   * @param shutdowns the methods that got a guard because they end a loop
   * @param resumePoints the calls that became resume points
   * @param refused methods and calls that a loop definition names, and that were left
   * @param shared fields that a method reads before and writes after an await
   * @param threadLocals thread locals that the class uses, that nothing carries, and that may
   *     change while its handlers are suspended
   */
  record Woven(
      byte[] bytes,
      List<PlannedSite> sites,
      List<SkippedSite> skipped,
      List<PlannedEntry> entries,
      List<PlannedShutdown> shutdowns,
      List<PlannedResumePoint> resumePoints,
      List<RefusedEntry> refused,
      List<SharedField> shared,
      List<ThreadLocalUse> threadLocals)
      implements WeaveResult {}

  /**
   * The class should have changed but could not. It stays as it came.
   *
   * @param reason why, for the report
   * @param lost the call sites that would have been rewritten, as far as they were found
   */
  record Failed(String reason, List<PlannedSite> lost) implements WeaveResult {}
}
