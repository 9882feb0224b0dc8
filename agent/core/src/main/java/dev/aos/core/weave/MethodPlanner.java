package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.CallSite;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.Decision;
import dev.aos.core.match.DeclaredExceptions;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.OffloadRule;
import dev.aos.runtime.Declared;
import dev.aos.runtime.DirectReason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the call sites of one method that the rules mean. For one method and one thread. */
final class MethodPlanner {

  private static final String CLASS_INITIALISER = "<clinit>";

  private final Context context;
  private final MethodNode method;
  private final ReferencePlanner references;
  private final Map<Integer, PlannedSite> sites = new TreeMap<>();
  private final Map<Integer, ConstructorEpilogue> epilogues = new TreeMap<>();
  private final Map<Integer, PlannedResumePoint> resumePoints = new TreeMap<>();
  private DeferredCalls deferredCalls = DeferredCalls.NONE;
  private Optional<ConstructorShapes> shapes = Optional.empty();
  private int line = PlannedSite.NO_LINE;

  MethodPlanner(Context context, MethodNode method) {
    this.context = context;
    this.method = method;
    this.references = new ReferencePlanner(context, method);
  }

  /** The call sites that are rewritten, by ordinal; the others go to the context's list. */
  Map<Integer, PlannedSite> plan() {
    int ordinal = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      } else if (instruction instanceof MethodInsnNode call) {
        planCall(call, ordinal++);
      } else {
        references.plan(instruction, line);
      }
    }
    planDeferrals();
    return sites;
  }

  private void planDeferrals() {
    Set<Integer> rewritten = new HashSet<>(sites.keySet());
    rewritten.addAll(resumePoints.keySet());
    DeferralFinder.Found found = DeferralFinder.find(context, method, sites, rewritten);
    deferredCalls = found.calls();
    for (Map.Entry<Integer, AwaitPlace> place : found.places().entrySet()) {
      sites.put(place.getKey(), sites.get(place.getKey()).withAwait(place.getValue()));
    }
  }

  /** The calls that are awaited later; known after {@link #plan}. */
  DeferredCalls deferredCalls() {
    return deferredCalls;
  }

  /** What follows the call sites that construct, by ordinal; known after {@link #plan}. */
  Map<Integer, ConstructorEpilogue> epilogues() {
    return epilogues;
  }

  /** The calls that become resume points, by ordinal; known after {@link #plan}. */
  Map<Integer, PlannedResumePoint> resumePoints() {
    return resumePoints;
  }

  /** The method references that are rewritten, by their ordinals; known after {@link #plan}. */
  Map<Integer, PlannedReference> references() {
    return references.references();
  }

  private void planCall(MethodInsnNode call, int ordinal) {
    CallSite site = new CallSite(call.getOpcode(), call.owner, call.name, call.desc, call.itf);
    if (context.candidates().test(site.member()) && planResumePoint(site, ordinal)) {
      return;
    }
    Decision decision = context.decide(site);
    if (!(decision instanceof Decision.Weave weave)) {
      skip(site, decision);
      return;
    }
    Optional<String> obstacle = obstacle(call, site);
    if (obstacle.isPresent()) {
      skip(site, weave.rule(), obstacle.get());
    } else {
      sites.put(ordinal, plannedSite(site, weave.rule(), call));
      if (site.isConstructor()) {
        epilogues.put(ordinal, shapes().epilogue(call));
      }
    }
  }

  /** Whether a call is a resume point; if it could not be rewritten, that is noted. */
  private boolean planResumePoint(CallSite site, int ordinal) {
    Optional<ResumePointFinder.Found> found =
        context.resumePoints().find(site.member(), context.eventLoop(), context.hierarchy());
    if (found.isEmpty() || site.isConstructor()) {
      return false;
    }
    Optional<String> obstacle =
        site.isStatic()
            ? Optional.of("a resume point is a call with a receiver, " + site + " is static")
            : context.obstacles().reason(site);
    String loop = found.get().loop().name();
    if (obstacle.isPresent()) {
      context.refused().add(new RefusedEntry(loop, binaryClassName(), method.name, obstacle.get()));
    } else {
      String at = line == PlannedSite.NO_LINE ? "" : ":" + line;
      String place = binaryClassName() + "." + method.name + at;
      resumePoints.put(
          ordinal, new PlannedResumePoint(found.get().loop(), found.get().point(), place, site));
    }
    Decision decision = context.decide(site);
    if (decision instanceof Decision.Weave weave) {
      skip(site, weave.rule(), "it is a resume point of the loop " + loop);
    }
    return true;
  }

  private Optional<String> obstacle(MethodInsnNode call, CallSite site) {
    if (method.name.equals(CLASS_INITIALISER)) {
      // Whatever needs the class meanwhile waits for this thread: a worker would for ever.
      return Optional.of("a class initialiser can't wait for another thread");
    }
    Optional<String> obstacle = context.obstacles().reason(site);
    return obstacle.isEmpty() && site.isConstructor() ? shapes().obstacle(call) : obstacle;
  }

  /** The data flow is analysed for methods that construct something a rule means, and no others. */
  private ConstructorShapes shapes() {
    if (shapes.isEmpty()) {
      shapes = Optional.of(new ConstructorShapes(context.className(), method));
    }
    return shapes.get();
  }

  private PlannedSite plannedSite(CallSite site, OffloadRule rule, MethodInsnNode call) {
    return context.plannedSite(
        method, line, site, rule, HeldAtSite.of(context.className(), method, call));
  }

  private void skip(CallSite site, Decision decision) {
    context.skip(method, line, site, decision);
  }

  private void skip(CallSite site, OffloadRule rule, String reason) {
    context.skip(method, line, site, rule, reason);
  }

  private String binaryClassName() {
    return ClassFiles.binaryName(context.className());
  }

  /**
   * What all methods of a class share. What it lists is kept as long as the class, and there may be
   * very many: equal names are the same objects.
   *
   * @param declarations what the class declares
   * @param eventLoop what designates the class
   * @param candidates the members that may concern a rule
   * @param matcher what the rules say
   * @param hierarchy the classes that the class sees
   * @param obstacles why calls can't be rewritten
   * @param resumePoints which calls are resume points
   * @param skipped where call sites are listed that a rule matches, but that are left
   * @param refused where resume points are listed that are left
   */
  record Context(
      ClassInfo declarations,
      EventLoopClasses eventLoop,
      Predicate<MemberReference> candidates,
      CallMatcher matcher,
      ClassHierarchy hierarchy,
      CallObstacles obstacles,
      ResumePointFinder resumePoints,
      List<SkippedSite> skipped,
      List<RefusedEntry> refused) {

    /** The class's internal name. */
    String className() {
      return declarations.name();
    }

    Decision decide(CallSite site) {
      return candidates.test(site.member())
          ? matcher.decide(site, hierarchy)
          : new Decision.NoRule();
    }

    PlannedSite plannedSite(
        MethodNode method, int line, CallSite site, OffloadRule rule, Optional<DirectReason> held) {
      return new PlannedSite(
          rule,
          eventLoop,
          ClassFiles.binaryName(className()).intern(),
          method.name.intern(),
          method.desc.intern(),
          line,
          site.interned(),
          declares(site, rule),
          held,
          Optional.empty());
    }

    private Declared declares(CallSite site, OffloadRule rule) {
      return rule.policy().timeoutNanos() == 0
          ? Declared.NEITHER
          : DeclaredExceptions.of(site, hierarchy);
    }

    /** Lists a site that is not rewritten, if a rule means it. */
    void skip(MethodNode method, int line, CallSite site, Decision decision) {
      if (decision instanceof Decision.Listed listed) {
        skip(method, line, site, listed.rule(), "mode: report");
      } else if (decision instanceof Decision.Kept kept) {
        skip(method, line, site, kept.rule(), "kept: " + kept.keep().position());
      } else if (decision instanceof Decision.Skipped skippedSite) {
        skip(method, line, site, skippedSite.rule(), skippedSite.reason());
      }
    }

    void skip(MethodNode method, int line, CallSite site, OffloadRule rule, String reason) {
      skipped.add(
          new SkippedSite(
              rule,
              ClassFiles.binaryName(className()).intern(),
              method.name.intern(),
              line,
              site.interned(),
              reason.intern()));
    }
  }
}
