package dev.aos.core.weave;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is changed in one class, and what is not.
 *
 * @param declarations what the class declares
 * @param methods the methods that change
 * @param skipped call sites that a rule matches, but that are left
 * @param refused methods and calls that a loop definition names, but that are left
 * @param shared fields that a method reads before and writes after an await
 * @param threadLocals thread locals that the class uses and nothing carries
 */
record ClassPlan(
    ClassInfo declarations,
    List<MethodPlan> methods,
    List<SkippedSite> skipped,
    List<RefusedEntry> refused,
    List<SharedField> shared,
    List<ThreadLocalUse> threadLocals) {

  /**
   * The same but for some methods, which stay as they are.
   *
   * @param left those, with the reason
   */
  ClassPlan without(Map<MethodPlan, String> left) {
    List<MethodPlan> remaining = new ArrayList<>(methods);
    remaining.removeAll(left.keySet());
    List<SkippedSite> moreSkipped = new ArrayList<>(skipped);
    List<RefusedEntry> moreRefused = new ArrayList<>(refused);
    String className = ClassFiles.binaryName(declarations.name());
    for (Map.Entry<MethodPlan, String> method : left.entrySet()) {
      String reason = method.getValue();
      moreSkipped.addAll(method.getKey().skippedFor(reason));
      moreRefused.addAll(method.getKey().refusedFor(className, reason));
    }
    return new ClassPlan(
        declarations,
        remaining,
        moreSkipped,
        moreRefused,
        sharedWithout(left.keySet()),
        hasSites(remaining) ? threadLocals : List.of());
  }

  private List<SharedField> sharedWithout(Set<MethodPlan> left) {
    List<SharedField> stillShared = new ArrayList<>();
    for (SharedField field : shared) {
      boolean remains = true;
      for (MethodPlan method : left) {
        remains &= !method.awaitsBetween(field);
      }
      if (remains) {
        stillShared.add(field);
      }
    }
    return stillShared;
  }

  /** Whether some call of a rule is rewritten in one of these. */
  static boolean hasSites(List<MethodPlan> methods) {
    for (MethodPlan method : methods) {
      if (method.hasSites()) {
        return true;
      }
    }
    return false;
  }

  /** What is changed in a method; empty if it stays as it is. */
  Optional<MethodPlan> method(String name, String descriptor) {
    for (MethodPlan method : methods) {
      if (method.name().equals(name) && method.descriptor().equals(descriptor)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }

  /** All call sites, method by method; references come behind calls. */
  List<PlannedSite> sites() {
    List<PlannedSite> sites = new ArrayList<>();
    for (MethodPlan method : methods) {
      sites.addAll(method.allSites());
    }
    return List.copyOf(sites);
  }

  List<PlannedShutdown> shutdowns() {
    List<PlannedShutdown> shutdowns = new ArrayList<>();
    for (MethodPlan method : methods) {
      if (method.shutdown().isPresent()) {
        shutdowns.add(method.shutdown().get());
      }
    }
    return List.copyOf(shutdowns);
  }

  List<PlannedResumePoint> resumePoints() {
    List<PlannedResumePoint> points = new ArrayList<>();
    for (MethodPlan method : methods) {
      points.addAll(method.resumePoints().values());
    }
    return List.copyOf(points);
  }

  List<PlannedEntry> entries() {
    List<PlannedEntry> entries = new ArrayList<>();
    for (MethodPlan method : methods) {
      if (method.entry().isPresent()) {
        entries.add(method.entry().get());
      }
    }
    return List.copyOf(entries);
  }
}
