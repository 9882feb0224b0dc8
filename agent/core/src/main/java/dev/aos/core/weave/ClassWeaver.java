package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.RuleSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Rewrites the call sites of event-loop classes, and guards entries. Loads no class of the
 * application and takes no lock. Safe for use by many threads.
 */
public final class ClassWeaver {

  private static final WeaveResult UNTOUCHED = new WeaveResult.Untouched(List.of(), List.of());

  private final WeaveScope scope;
  private final EntryFinder entries;
  private final ConstantPoolFilter filter;
  private final ClassPlanner planner;
  private final ClassRewriter rewriter;
  private final ClassHierarchies hierarchies;
  private final Optional<WovenClassVerifier> verifier;

  /**
   * @param rules what is woven
   * @param hierarchies where supertypes are looked up
   * @param registry gives numbers to what is woven
   * @param verify whether woven classes are verified
   * @param runningFeatureVersion the feature version of the running JDK
   */
  public ClassWeaver(
      RuleSet rules,
      ClassHierarchies hierarchies,
      SiteRegistry registry,
      boolean verify,
      int runningFeatureVersion) {
    this(
        rules,
        hierarchies,
        new ClassRewriter(Bootstrap.AOS, registry),
        verify
            ? Optional.of(new WovenClassVerifier(Bootstrap.AOS, runningFeatureVersion))
            : Optional.empty());
  }

  /** For tests, which can't define the class that woven code names. */
  ClassWeaver(
      RuleSet rules,
      ClassHierarchies hierarchies,
      ClassRewriter rewriter,
      Optional<WovenClassVerifier> verifier) {
    CallMatcher matcher = new CallMatcher(rules);
    ResumePointFinder resumePoints = new ResumePointFinder(rules.loops());
    this.scope = new WeaveScope(rules);
    this.entries = new EntryFinder(rules.loops(), rules.eventLoops());
    this.filter = new ConstantPoolFilter(matcher, resumePoints);
    this.planner =
        new ClassPlanner(matcher, resumePoints, entries, new ThreadLocalUses(rules.threadState()));
    this.rewriter = rewriter;
    this.hierarchies = hierarchies;
    this.verifier = verifier;
  }

  /** The binary names of the classes of the JDK that may get guards. */
  public Set<String> jdkClasses() {
    return scope.jdkClasses();
  }

  /**
   * Whether a class may have something to weave, as far as its loader and name tell.
   *
   * @param loader the class's loader; null is the bootstrap loader
   * @param internalName the class's name
   */
  public boolean mayWeave(ClassLoader loader, String internalName) {
    return concern(loader, internalName).isPresent();
  }

  /**
   * Why a class may have to be woven, as far as its loader and name tell.
   *
   * @param eventLoop what designates it; empty if its call sites are none of our business
   * @param mayHaveEntry whether it may have an entry
   */
  private record Concern(Optional<EventLoopClasses> eventLoop, boolean mayHaveEntry) {}

  private Optional<Concern> concern(ClassLoader loader, String internalName) {
    if (scope.isOffLimits(loader, internalName)) {
      return Optional.empty();
    }
    String binaryName = ClassFiles.binaryName(internalName);
    Optional<EventLoopClasses> eventLoop = scope.eventLoop(loader, binaryName);
    boolean mayHaveEntry = entries.mayBeIn(binaryName);
    return eventLoop.isPresent() || mayHaveEntry
        ? Optional.of(new Concern(eventLoop, mayHaveEntry))
        : Optional.empty();
  }

  /**
   * Whether a class may have to be woven, as far as names tell.
   *
   * @param loader the class's loader; null is the bootstrap loader
   * @param binaryName the class's name
   * @param supertypes the binary names of all its supertypes
   */
  public boolean mayConcern(ClassLoader loader, String binaryName, Set<String> supertypes) {
    return !scope.isOffLimits(loader, ClassFiles.internalName(binaryName))
        && (scope.eventLoop(loader, binaryName).isPresent()
            || entries.mayBeIn(binaryName, supertypes));
  }

  /**
   * Weaves one class. Never throws.
   *
   * @param loader the class's loader; null is the bootstrap loader
   * @param internalName the class's name; null if its definer gave none
   * @param classFile the class file; it is not changed
   */
  public WeaveResult weave(ClassLoader loader, String internalName, byte[] classFile) {
    try {
      String name = internalName == null ? nameIn(classFile) : internalName;
      Optional<Concern> concern = concern(loader, name);
      return concern.isPresent()
          ? weave(hierarchies.of(loader), classFile, concern.get())
          : UNTOUCHED;
    } catch (Throwable failure) {
      // Nothing may leave a transformer: the JVM would drop it without a word.
      return failed(failure, List.of());
    }
  }

  private static String nameIn(byte[] classFile) {
    return ClassFiles.lenientReader(classFile).getClassName();
  }

  private WeaveResult weave(ClassHierarchy loaderClasses, byte[] classFile, Concern concern) {
    ClassReader reader = ClassFiles.lenientReader(classFile);
    ClassInfo declarations = ClassInfo.read(reader);
    ClassHierarchy hierarchy = loaderClasses.with(declarations);
    Optional<EventLoopClasses> eventLoop = concern.eventLoop();
    ConstantPoolFilter.Hits hits =
        eventLoop.isPresent()
            ? filter.hits(reader, eventLoop.get(), hierarchy)
            : ConstantPoolFilter.Hits.NONE;
    boolean hasEntry = concern.mayHaveEntry() && entries.isIn(declarations, hierarchy);
    if (hits.members().isEmpty() && !hasEntry) {
      return UNTOUCHED;
    }
    int version = ClassFiles.version(classFile);
    if (version > ClassFiles.NEWEST_VERSION) {
      return new WeaveResult.Failed(
          "class file version " + version + " is newer than this agent knows", List.of());
    }
    ClassPlan plan = planner.plan(reader, declarations, eventLoop, hits, hierarchy);
    if (plan.methods().isEmpty()) {
      return new WeaveResult.Untouched(plan.skipped(), plan.refused());
    }
    return rewrite(reader, classFile, plan, hierarchy);
  }

  private WeaveResult rewrite(
      ClassReader reader, byte[] classFile, ClassPlan plan, ClassHierarchy hierarchy) {
    try {
      Optional<String> mistake = ClassFileFormat.complaint(reader, classFile.length);
      if (mistake.isPresent()) {
        return new WeaveResult.Failed("the class file is corrupt: " + mistake.get(), plan.sites());
      }
      ClassRewriter.Rewritten rewritten = rewriter.rewrite(reader, classFile.length, plan);
      return verified(classFile, rewritten.classFile(), rewritten.plan(), hierarchy);
    } catch (Throwable failure) {
      return failed(failure, plan.sites());
    }
  }

  private WeaveResult verified(
      byte[] classFile, byte[] woven, ClassPlan plan, ClassHierarchy hierarchy) {
    if (plan.methods().isEmpty()) {
      return new WeaveResult.Untouched(plan.skipped(), plan.refused());
    }
    if (verifier.isPresent()) {
      Optional<String> complaint = verifier.get().complaint(classFile, woven, plan, hierarchy);
      if (complaint.isPresent()) {
        return new WeaveResult.Failed(
            "the woven class does not verify: " + complaint.get(), plan.sites());
      }
    }
    return new WeaveResult.Woven(
        woven,
        plan.sites(),
        plan.skipped(),
        plan.entries(),
        plan.shutdowns(),
        plan.resumePoints(),
        plan.refused(),
        plan.shared(),
        plan.threadLocals());
  }

  private static WeaveResult failed(Throwable failure, List<PlannedSite> lost) {
    return new WeaveResult.Failed("the class can't be woven: " + failure, lost);
  }
}
