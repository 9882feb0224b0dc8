package dev.aos.core.weave;

import java.util.ArrayList;
import java.util.List;

/** Numbers sites and entries from 0 on, in one row, and remembers what they are. */
final class TestRegistry implements SiteRegistry {

  private final List<String> names = new ArrayList<>();

  @Override
  public int register(PlannedSite site) {
    return add(site.call().toString());
  }

  @Override
  public int registerEntry(PlannedEntry entry) {
    return add("enter " + entry.className() + "." + entry.method());
  }

  @Override
  public int registerShutdown(PlannedShutdown shutdown) {
    return add("end " + shutdown.className() + "." + shutdown.method());
  }

  @Override
  public int registerResumePoint(PlannedResumePoint point) {
    return add("resume at " + point.call());
  }

  private int add(String name) {
    names.add(name);
    return names.size() - 1;
  }

  /** All that was registered. */
  List<String> names() {
    return names;
  }

  String name(int number) {
    return names.get(number);
  }
}
