package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ClassInfo;
import dev.aos.core.match.MemberReference;
import dev.aos.core.match.TestRules;
import dev.aos.core.rules.EventLoopClasses;
import dev.aos.core.rules.RuleSet;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;

/**
 * The steps of weaving one class one by one, for tests that look between them. Every class is taken
 * for an event-loop class.
 *
 * @param original the class as it came
 * @param plan what is changed
 * @param woven the class as it is now
 * @param hierarchy the classes that it sees
 */
record Weaving(byte[] original, ClassPlan plan, byte[] woven, ClassHierarchy hierarchy) {

  private static final ClassHierarchies HIERARCHIES = new ClassHierarchies();

  static Weaving of(TestRules rules, byte[] classFile) {
    RuleSet ruleSet = rules.eventLoop("**").build();
    ClassHierarchy hierarchy = hierarchyFor(classFile);
    ClassPlan plan = plan(ruleSet, classFile, hierarchy, member -> true);
    ClassRewriter.Rewritten rewritten =
        new ClassRewriter(RecordingBootstrap.BOOTSTRAP, new TestRegistry())
            .rewrite(new ClassReader(classFile), classFile.length, plan);
    return new Weaving(classFile, rewritten.plan(), rewritten.classFile(), hierarchy);
  }

  static ClassPlan plan(
      RuleSet rules,
      byte[] classFile,
      ClassHierarchy hierarchy,
      Predicate<MemberReference> candidates) {
    ClassReader reader = new ClassReader(classFile);
    EventLoopClasses eventLoop = rules.eventLoops().get(0);
    return new ClassPlanner(
            new CallMatcher(rules),
            new ResumePointFinder(rules.loops()),
            new EntryFinder(rules.loops(), rules.eventLoops()),
            new ThreadLocalUses(rules.threadState()))
        .plan(reader, ClassInfo.read(reader), Optional.of(eventLoop), candidates, hierarchy);
  }

  static ClassHierarchy hierarchyFor(byte[] classFile) {
    return HIERARCHIES.of(Weaving.class.getClassLoader()).with(ClassInfo.read(classFile));
  }

  /** The same with other bytes as the result. */
  Weaving withWoven(byte[] other) {
    return new Weaving(original, plan, other, hierarchy);
  }

  Optional<String> complaintOf(BytecodeVerifier verifier) {
    return verifier.complaint(woven, plan.methods(), hierarchy);
  }

  Optional<String> complaintOf(WovenClassVerifier verifier) {
    return verifier.complaint(original, woven, plan, hierarchy);
  }
}
