package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.ConstantPool;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.EventLoopClasses;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;

/**
 * Looks at a class's constant pool for members that a rule means. Every invoke instruction and
 * every method handle constant refers to one of them there (JVMS 4.4.2, 4.4.8), each once however
 * many call sites it has. Most classes have none, and are not parsed any further.
 */
final class ConstantPoolFilter {

  private final CallMatcher matcher;
  private final ResumePointFinder resumePoints;

  ConstantPoolFilter(CallMatcher matcher, ResumePointFinder resumePoints) {
    this.matcher = matcher;
    this.resumePoints = resumePoints;
  }

  /**
   * The members that the class refers to and some rule means, or a loop definition as resume point.
   */
  Hits hits(ClassReader reader, EventLoopClasses eventLoop, ClassHierarchy hierarchy) {
    Set<MemberReference> members = new HashSet<>();
    for (MemberReference member : ConstantPool.methods(reader)) {
      if (hasRule(member, hierarchy)
          || resumePoints.find(member, eventLoop, hierarchy).isPresent()) {
        members.add(member);
      }
    }
    return new Hits(members);
  }

  private boolean hasRule(MemberReference member, ClassHierarchy hierarchy) {
    return matcher
        .ruleFor(member.owner(), member.name(), member.descriptor(), hierarchy)
        .isPresent();
  }

  /**
   * What a class refers to and some rule means.
   *
   * @param members the members
   */
  record Hits(Set<MemberReference> members) implements Predicate<MemberReference> {

    static final Hits NONE = new Hits(Set.of());

    @Override
    public boolean test(MemberReference member) {
      return members.contains(member);
    }
  }
}
