package dev.aos.core.weave;

/** Registers nothing: for classes that are woven to look at, and never run. */
public final class NoNumbers implements SiteRegistry {

  @Override
  public int register(PlannedSite site) {
    return 0;
  }

  @Override
  public int registerEntry(PlannedEntry entry) {
    return 0;
  }

  @Override
  public int registerShutdown(PlannedShutdown shutdown) {
    return 0;
  }

  @Override
  public int registerResumePoint(PlannedResumePoint point) {
    return 0;
  }
}
