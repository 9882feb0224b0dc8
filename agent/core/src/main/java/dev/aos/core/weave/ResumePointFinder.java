package dev.aos.core.weave;

import dev.aos.core.match.CallTarget;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopResumePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the calls in event-loop classes that the loop definitions name as resume points. */
final class ResumePointFinder {

  /** A loop with one of its resume points. */
  record Found(LoopDefinition loop, LoopResumePoint point) {}

  private final List<LoopDefinition> loops = new ArrayList<>();

  ResumePointFinder(List<LoopDefinition> loops) {
    for (LoopDefinition loop : loops) {
      if (!loop.resumePoints().isEmpty()) {
        this.loops.add(loop);
      }
    }
  }

  /**
   * The resume point that a call is.
   *
   * @param member what is called
   * @param eventLoop what designates the class in which the call stands
   * @param hierarchy the classes that it sees
   */
  Optional<Found> find(
      MemberReference member, EventLoopClasses eventLoop, ClassHierarchy hierarchy) {
    if (loops.isEmpty()) {
      return Optional.empty();
    }
    CallTarget target = new CallTarget(member, hierarchy);
    for (LoopDefinition loop : loops) {
      if (runs(loop, eventLoop.loop())) {
        for (LoopResumePoint point : loop.resumePoints()) {
          if (target.isMeantBy(point.call())) {
            return Optional.of(new Found(loop, point));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean runs(LoopDefinition loop, LoopChoice choice) {
    return choice instanceof LoopChoice.Auto
        || choice instanceof LoopChoice.Named named && named.means(loop.name());
  }
}
