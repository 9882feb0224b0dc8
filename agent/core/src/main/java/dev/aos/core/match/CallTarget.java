package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The member that a call means, as patterns see it. What needs other classes' bytes is looked up
 * when a pattern first asks for it, and then once. For one thread.
 */
public final class CallTarget {

  private final MemberReference member;
  private final ClassHierarchy hierarchy;
  private final String ownerName;

  // Null until a pattern asks.
  private Optional<String> declaringName;
  private List<String> supertypeNames;

  /**
   * @param member the member
   * @param hierarchy the classes that the calling class sees
   */
  public CallTarget(MemberReference member, ClassHierarchy hierarchy) {
    // An array has the methods of Object.
    this.member =
        member.owner().startsWith("[")
            ? new MemberReference(ClassFiles.OBJECT, member.name(), member.descriptor())
            : member;
    this.hierarchy = hierarchy;
    this.ownerName = ClassFiles.binaryName(this.member.owner());
  }

  /** Whether a pattern means this member: by the owner, the declaring class, or a supertype. */
  public boolean isMeantBy(CallPattern pattern) {
    if (!pattern.matchesMember(member.name(), member.descriptor())) {
      return false;
    }
    return pattern.owner().matches(ownerName)
        || declaringClassMatches(pattern)
        || (pattern.subtypes() && supertypeMatches(pattern));
  }

  /** Whether one of many patterns means this member. */
  public boolean isMeantByAny(List<CallPattern> patterns) {
    for (CallPattern pattern : patterns) {
      if (isMeantBy(pattern)) {
        return true;
      }
    }
    return false;
  }

  private boolean isConstructor() {
    return member.name().equals(ClassFiles.CONSTRUCTOR);
  }

  private boolean declaringClassMatches(CallPattern pattern) {
    if (isConstructor()) {
      return false;
    }
    if (declaringName == null) {
      Optional<String> declaring = hierarchy.declaringClass(member);
      declaringName =
          declaring.isPresent()
              ? Optional.of(ClassFiles.binaryName(declaring.get()))
              : Optional.empty();
    }
    return declaringName.isPresent() && pattern.owner().matches(declaringName.get());
  }

  private boolean supertypeMatches(CallPattern pattern) {
    if (supertypeNames == null) {
      supertypeNames = binaryNames(hierarchy.supertypes(member.owner()).names());
    }
    for (String supertype : supertypeNames) {
      if (pattern.owner().matches(supertype)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> binaryNames(Iterable<String> internalNames) {
    List<String> names = new ArrayList<>();
    for (String internalName : internalNames) {
      names.add(ClassFiles.binaryName(internalName));
    }
    return names;
  }
}
