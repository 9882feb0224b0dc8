package dev.aos.it.difference;

import dev.aos.it.difference.library.Base;
import dev.aos.it.difference.library.Face;
import dev.aos.it.difference.library.Library;
import dev.aos.it.difference.library.Node;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** What the library has for programs to call: each public or protected member, by itself. */
final class Members {

  private static final Map<String, Member> ALL = find();
  private static final Map<Optional<Kind>, List<Member>> METHODS =
      ALL.values().stream()
          .filter(member -> !member.isConstructor() && !member.callsBack())
          .collect(Collectors.groupingBy(Member::result));
  private static final List<Member> CONSTRUCTORS = constructors(false);
  private static final List<Member> SUPERCLASS = constructors(true);

  private Members() {
    // no instances
  }

  /** The methods that come to a kind, or are void; what calls back has expressions of its own. */
  static List<Member> methods(Optional<Kind> result) {
    return METHODS.getOrDefault(result, List.of());
  }

  /** The constructors of objects that programs make. */
  static List<Member> constructors() {
    return CONSTRUCTORS;
  }

  /** The constructors of the programs' superclass. */
  static List<Member> superclass() {
    return SUPERCLASS;
  }

  static Member named(String text) {
    Member member = ALL.get(text);
    if (member == null) {
      throw new InvalidProgram("no member " + text);
    }
    return member;
  }

  private static List<Member> constructors(boolean ofBase) {
    return ALL.values().stream()
        .filter(member -> member.isConstructor() && member.isOfBase() == ofBase)
        .toList();
  }

  /** Sorted: a program has to follow from its seed, and reflection knows no order. */
  private static Map<String, Member> find() {
    Map<String, Member> members = new TreeMap<>();
    Stream.of(Library.class, Node.class, Face.class, Base.class)
        .forEach(
            owner -> {
              for (Method method : owner.getDeclaredMethods()) {
                if (!method.isSynthetic() && !method.getName().equals("toString")) {
                  add(members, method, method.getName(), Type.getMethodDescriptor(method));
                }
              }
              for (Constructor<?> constructor : owner.getDeclaredConstructors()) {
                String descriptor = Type.getConstructorDescriptor(constructor);
                add(members, constructor, Names.CONSTRUCTOR, descriptor);
              }
            });
    return members;
  }

  private static void add(
      Map<String, Member> members, Executable executable, String name, String descriptor) {
    if ((executable.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
      Member member = Member.of(executable, name, descriptor);
      members.put(member.text(), member);
    }
  }
}
