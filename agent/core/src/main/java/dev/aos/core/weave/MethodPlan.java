package dev.aos.core.weave;

import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * What is changed in one method.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its descriptor
 * @param sites the call sites that are rewritten, by the ordinal of the instruction among the
 *     method's invoke instructions
 * @param resumePoints the calls that become resume points, by the same ordinal
 * @param entry the guard that it gets as an entry
 * @param shutdown the guard that it gets because it ends a loop
 * @param firstLine the line of its first instruction, or {@link PlannedSite#NO_LINE}
 */
record MethodPlan(
    int access,
    String name,
    String descriptor,
    Map<Integer, PlannedSite> sites,
    Map<Integer, PlannedResumePoint> resumePoints,
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

  boolean isEmpty() {
    return sites.isEmpty() && resumePoints.isEmpty() && entry.isEmpty() && shutdown.isEmpty();
  }
}
