package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.LoopChoice;
import dev.aos.core.rules.LoopDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads a class and plans what is changed in it. Changes nothing. */
final class ClassPlanner {

  private final CallMatcher matcher;
  private final ResumePointFinder resumePoints;
  private final EntryFinder entries;
  private final ThreadLocalUses threadLocalUses;

  ClassPlanner(
      CallMatcher matcher,
      ResumePointFinder resumePoints,
      EntryFinder entries,
      ThreadLocalUses threadLocalUses) {
    this.matcher = matcher;
    this.resumePoints = resumePoints;
    this.entries = entries;
    this.threadLocalUses = threadLocalUses;
  }

  /**
   * Plans the changes.
   *
   * @param reader the class file
   * @param declarations what it declares
   * @param eventLoop what designates the class; empty if its call sites are none of our business
   * @param candidates the members that may concern a rule
   * @param hierarchy the classes that the class sees
   */
  ClassPlan plan(
      ClassReader reader,
      ClassInfo declarations,
      Optional<EventLoopClasses> eventLoop,
      Predicate<MemberReference> candidates,
      ClassHierarchy hierarchy) {
    CallObstacles obstacles =
        new CallObstacles(OldClassFiles.obstacle(reader, hierarchy), declarations, hierarchy);
    Planning planning = new Planning(declarations, hierarchy, obstacles);
    if (eventLoop.isPresent()) {
      planning.planCallsOf(eventLoop.get(), candidates);
    }
    // The frames are of no use here: the data flow is found anew where it matters.
    reader.accept(planning, ClassReader.SKIP_FRAMES);
    return new ClassPlan(
        declarations,
        planning.methods,
        planning.skipped,
        planning.refused,
        planning.shared,
        planning.suspends() ? planning.threadLocals : List.of());
  }

  private final class Planning extends ClassVisitor {

    private final ClassInfo declarations;
    private final ClassHierarchy hierarchy;
    private final CallObstacles obstacles;
    private final List<MethodPlan> methods = new ArrayList<>();
    private final List<SkippedSite> skipped = new ArrayList<>();
    private final List<RefusedEntry> refused = new ArrayList<>();
    private final List<SharedField> shared = new ArrayList<>();
    private final List<ThreadLocalUse> threadLocals = new ArrayList<>();
    private Optional<MethodPlanner.Context> calls = Optional.empty();

    Planning(ClassInfo declarations, ClassHierarchy hierarchy, CallObstacles obstacles) {
      super(ClassFiles.ASM_API);
      this.declarations = declarations;
      this.hierarchy = hierarchy;
      this.obstacles = obstacles;
    }

    void planCallsOf(EventLoopClasses eventLoop, Predicate<MemberReference> candidates) {
      calls =
          Optional.of(
              new MethodPlanner.Context(
                  declarations,
                  eventLoop,
                  candidates,
                  matcher,
                  hierarchy,
                  obstacles,
                  resumePoints,
                  skipped,
                  refused));
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodNode(ClassFiles.ASM_API, access, name, descriptor, signature, exceptions) {
        @Override
        public void visitEnd() {
          plan(this);
        }
      };
    }

    /** Whether a handler can be suspended in the class. */
    boolean suspends() {
      return calls.isPresent()
          && !(calls.get().eventLoop().loop() instanceof LoopChoice.None)
          && ClassPlan.hasSites(methods);
    }

    private void plan(MethodNode method) {
      Map<Integer, PlannedSite> sites = Map.of();
      Map<Integer, ConstructorEpilogue> epilogues = Map.of();
      Map<Integer, PlannedResumePoint> resumePoints = Map.of();
      Map<Integer, PlannedReference> references = Map.of();
      DeferredCalls deferredCalls = DeferredCalls.NONE;
      if (calls.isPresent()) {
        MethodPlanner planner = new MethodPlanner(calls.get(), method);
        sites = planner.plan();
        epilogues = planner.epilogues();
        resumePoints = planner.resumePoints();
        references = planner.references();
        deferredCalls = planner.deferredCalls();
        threadLocals.addAll(threadLocalUses.in(method, declarations.name(), hierarchy));
      }
      shared.addAll(SharedFieldFinder.find(declarations.name(), hierarchy, method, sites));
      MethodPlan plan =
          new MethodPlan(
              method.access,
              method.name,
              method.desc,
              sites,
              epilogues,
              resumePoints,
              references,
              deferredCalls,
              entry(method),
              shutdown(method),
              firstLine(method));
      if (!plan.isEmpty()) {
        methods.add(plan);
      }
    }

    private Optional<PlannedEntry> entry(MethodNode method) {
      Optional<PlannedEntry> entry =
          entries.find(declarations.name(), method.access, method.name, method.desc, hierarchy);
      if (entry.isEmpty()) {
        return entry;
      }
      Optional<String> obstacle =
          obstacles.entryReason(entry.get().entry(), method.access, method.name, method.desc);
      if (obstacle.isEmpty() && entry.get().entry().isExclusive() && !MonitorCall.isIn(method)) {
        obstacle = Optional.of("it takes no monitor");
      }
      if (obstacle.isPresent()) {
        refuse(entry.get().loop(), method, obstacle.get());
        return Optional.empty();
      }
      return entry;
    }

    private Optional<PlannedShutdown> shutdown(MethodNode method) {
      Optional<PlannedShutdown> shutdown =
          entries.findShutdown(
              declarations.name(), method.access, method.name, method.desc, hierarchy);
      if (shutdown.isEmpty()) {
        return shutdown;
      }
      Optional<String> obstacle = obstacles.shutdownReason(method.access, method.name, method.desc);
      if (obstacle.isPresent()) {
        refuse(shutdown.get().loop(), method, obstacle.get());
        return Optional.empty();
      }
      return shutdown;
    }

    private void refuse(LoopDefinition loop, MethodNode method, String reason) {
      String className = ClassFiles.binaryName(declarations.name());
      refused.add(new RefusedEntry(loop.name(), className, method.name, reason));
    }

    /** The line of the first instruction. Kotlin's checks of arguments come before any line. */
    private static int firstLine(MethodNode method) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof LineNumberNode lineNumber) {
          return lineNumber.line;
        }
        if (instruction.getOpcode() >= 0) {
          break;
        }
      }
      return PlannedSite.NO_LINE;
    }
  }
}
