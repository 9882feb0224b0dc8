package dev.aos.core.weave;

import dev.aos.core.match.CallMatcher;
import dev.aos.core.match.ClassHierarchy;
import dev.aos.core.match.MemberReference;
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

  private static final int METHODREF = 10;
  private static final int INTERFACE_METHODREF = 11;

  private final CallMatcher matcher;

  ConstantPoolFilter(CallMatcher matcher) {
    this.matcher = matcher;
  }

  /** The members that the class refers to and some rule means. */
  Hits hits(ClassReader reader, ClassHierarchy hierarchy) {
    Set<MemberReference> members = new HashSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int index = 1; index < reader.getItemCount(); index++) {
      // The offset behind the tag; 0 for the unused slot behind a long or double.
      int offset = reader.getItem(index);
      if (offset != 0 && isMethodReference(reader.readByte(offset - 1))) {
        MemberReference member = member(reader, offset, buffer);
        if (hasRule(member, hierarchy)) {
          members.add(member);
        }
      }
    }
    return new Hits(members);
  }

  private boolean hasRule(MemberReference member, ClassHierarchy hierarchy) {
    return matcher
        .ruleFor(member.owner(), member.name(), member.descriptor(), hierarchy)
        .isPresent();
  }

  private static boolean isMethodReference(int tag) {
    return tag == METHODREF || tag == INTERFACE_METHODREF;
  }

  private static MemberReference member(ClassReader reader, int offset, char[] buffer) {
    String owner = reader.readClass(offset, buffer);
    int nameAndType = reader.getItem(reader.readUnsignedShort(offset + 2));
    String name = reader.readUTF8(nameAndType, buffer);
    String descriptor = reader.readUTF8(nameAndType + 2, buffer);
    return new MemberReference(owner, name, descriptor);
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
