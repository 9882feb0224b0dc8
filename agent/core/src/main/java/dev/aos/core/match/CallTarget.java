package dev.aos.core.match;

import dev.aos.core.rules.CallPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/**
 * The member that a call means, as patterns see it. What needs other classes' bytes is looked up
 * when a pattern first asks for it, and then once. A class that can't be found leaves some
 * questions open. For one thread.
 */
public final class CallTarget {

  private final MemberReference member;
  private final ClassHierarchy hierarchy;
  private final String ownerName;

  // Null until a pattern asks.
  private Optional<String> declaringName;
  private List<String> supertypeNames;
  private boolean complete;

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

  /** Whether a pattern means this member for certain. */
  public boolean isMeantBy(CallPattern pattern) {
    return meaning(pattern) == Answer.YES;
  }

  /** Whether one of many patterns means this member for certain. */
  public boolean isMeantByAny(List<CallPattern> patterns) {
    return meaning(patterns) == Answer.YES;
  }

  /** Whether a pattern means this member: by the owner, the declaring class, or a supertype. */
  Answer meaning(CallPattern pattern) {
    if (!pattern.matchesMember(member.name(), member.descriptor())) {
      return Answer.NO;
    }
    if (pattern.owner().matches(ownerName)
        || declaringClassMatches(pattern)
        || (pattern.subtypes() && supertypeMatches(pattern))) {
      return Answer.YES;
    }
    return mayBeInherited(pattern) && !isComplete() ? Answer.UNKNOWN : Answer.NO;
  }

  /** Whether one of many patterns means this member. */
  Answer meaning(List<CallPattern> patterns) {
    Answer answer = Answer.NO;
    for (CallPattern pattern : patterns) {
      Answer one = meaning(pattern);
      if (one == Answer.YES) {
        return one;
      }
      answer = one == Answer.UNKNOWN ? one : answer;
    }
    return answer;
  }

  /** The owner and those of its supertypes that can't be found, so that there may be more. */
  List<String> missing() {
    return binaryNames(hierarchy.supertypes(member.owner()).missing());
  }

  /**
   * Whether a supertype that can't be found could make the pattern mean this member: as a subtype
   * of its owner, or by inheriting the very method from it. Of a pattern for many classes without
   * {@code +} this is not held possible, or it would leave every call on a missing class in doubt.
   */
  private boolean mayBeInherited(CallPattern pattern) {
    return pattern.subtypes()
        || !isConstructor()
            && declaringName.isEmpty()
            && pattern.exactOwner().isPresent()
            && isInherited(ClassFiles.internalName(pattern.exactOwner().get()));
  }

  private boolean isInherited(String from) {
    Optional<ClassInfo> info = hierarchy.find(from);
    return info.isPresent()
        && (info.get().access() & Opcodes.ACC_FINAL) == 0
        && info.get().methodAccess(member.name(), member.descriptor()).isPresent();
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
    lookUpSupertypes();
    for (String supertype : supertypeNames) {
      if (pattern.owner().matches(supertype)) {
        return true;
      }
    }
    return false;
  }

  private boolean isComplete() {
    lookUpSupertypes();
    return complete;
  }

  private void lookUpSupertypes() {
    if (supertypeNames == null) {
      ClassHierarchy.Supertypes supertypes = hierarchy.supertypes(member.owner());
      supertypeNames = binaryNames(supertypes.names());
      complete = supertypes.complete();
    }
  }

  private static List<String> binaryNames(Iterable<String> internalNames) {
    List<String> names = new ArrayList<>();
    for (String internalName : internalNames) {
      names.add(ClassFiles.binaryName(internalName));
    }
    return names;
  }
}
