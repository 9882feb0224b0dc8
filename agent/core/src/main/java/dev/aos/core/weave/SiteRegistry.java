package dev.aos.core.weave;

/**
 * Gives numbers to what is woven; woven code carries them to the runtime. The numbers of a class
 * that fails later stay unused.
 */
public interface SiteRegistry {

  /** The number of a call site that is about to be rewritten. */
  int register(PlannedSite site);

  /** The number of an entry that is about to get its guard. */
  int registerEntry(PlannedEntry entry);

  /** The number of a method that ends a loop and is about to get its guard. */
  int registerShutdown(PlannedShutdown shutdown);

  /** The number of a resume point that is about to be rewritten. */
  int registerResumePoint(PlannedResumePoint point);
}
