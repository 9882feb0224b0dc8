package dev.aos.core.match;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Opcodes;

/**
 * Answers questions about the classes that one loader sees, from their bytes alone. It never loads
 * a class. All names are internal names, and no arrays. Safe for use by many threads.
 */
public final class ClassHierarchy {

  /** When a cache has grown to this size it is emptied: simple, and in practice never. */
  private static final int MOST_CLASSES = 4096;

  private final ClassSource source;
  private final Optional<ClassHierarchy> javaClasses;
  private final Map<String, Optional<ClassInfo>> known;
  private final Optional<ClassInfo> own;

  /**
   * @param source where the classes' bytes come from
   */
  public ClassHierarchy(ClassSource source) {
    this(source, Optional.empty(), new ConcurrentHashMap<>(), Optional.empty());
  }

  /**
   * @param source where the classes' bytes come from
   * @param javaClasses where the JDK's classes are known already, which are the same for all
   *     loaders
   */
  ClassHierarchy(ClassSource source, ClassHierarchy javaClasses) {
    this(source, Optional.of(javaClasses), new ConcurrentHashMap<>(), Optional.empty());
  }

  private ClassHierarchy(
      ClassSource source,
      Optional<ClassHierarchy> javaClasses,
      Map<String, Optional<ClassInfo>> known,
      Optional<ClassInfo> own) {
    this.source = source;
    this.javaClasses = javaClasses;
    this.known = known;
    this.own = own;
  }

  /**
   * This hierarchy with one class as given, whatever the source says of it. The class that is being
   * loaded may be generated, or changed by another agent.
   */
  public ClassHierarchy with(ClassInfo classInfo) {
    return new ClassHierarchy(source, javaClasses, known, Optional.of(classInfo));
  }

  /** A class's declarations; empty if it can't be found or read. */
  public Optional<ClassInfo> find(String internalName) {
    if (own.isPresent() && own.get().name().equals(internalName)) {
      return own;
    }
    if (javaClasses.isPresent() && javaClasses.get().source.isJdkClass(internalName)) {
      return javaClasses.get().find(internalName);
    }
    Optional<ClassInfo> info = known.get(internalName);
    if (info != null) {
      return info;
    }
    try {
      info = read(internalName);
    } catch (IOException unavailableNow) {
      return Optional.empty();
    }
    // Not computeIfAbsent: a loader may come back to this map while it looks for the resource.
    if (known.size() >= MOST_CLASSES) {
      known.clear();
    }
    known.put(internalName, info);
    return info;
  }

  private Optional<ClassInfo> read(String internalName) throws IOException {
    Optional<byte[]> bytes = source.find(internalName);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      ClassInfo info = ClassInfo.read(bytes.get());
      return info.name().equals(internalName) ? Optional.of(info) : Optional.empty();
    } catch (RuntimeException noClassFile) {
      return Optional.empty();
    }
  }

  /** Whether one class is the other or a subtype of it. */
  public Answer isSubtype(String sub, String sup) {
    if (sub.equals(sup) || sup.equals(ClassFiles.OBJECT)) {
      return Answer.YES;
    }
    Supertypes supertypes = supertypes(sub);
    if (supertypes.names().contains(sup)) {
      return Answer.YES;
    }
    return supertypes.complete() ? Answer.NO : Answer.UNKNOWN;
  }

  /** A class and all its supertypes. */
  public Supertypes supertypes(String internalName) {
    Set<String> names = new LinkedHashSet<>();
    List<ClassInfo> found = new ArrayList<>();
    boolean complete = true;
    List<String> pending = new ArrayList<>(List.of(internalName));
    // The list grows while it is walked.
    for (int i = 0; i < pending.size(); i++) {
      String name = pending.get(i);
      if (!names.add(name)) {
        continue;
      }
      Optional<ClassInfo> info = find(name);
      if (info.isEmpty()) {
        complete = false;
      } else {
        found.add(info.get());
        pending.addAll(info.get().directSupertypes());
      }
    }
    return new Supertypes(names, found, complete);
  }

  /**
   * The class that declares the method which a call means (JVMS 5.4.3.3 and 5.4.3.4); empty if
   * there is none, or if a class is missing that might declare it.
   */
  public Optional<String> declaringClass(MemberReference member) {
    Optional<String> next = Optional.of(member.owner());
    Set<String> seen = new LinkedHashSet<>();
    while (next.isPresent() && seen.add(next.get())) {
      Optional<ClassInfo> info = find(next.get());
      if (info.isEmpty()) {
        return Optional.empty();
      }
      if (info.get().methodAccess(member.name(), member.descriptor()).isPresent()) {
        return next;
      }
      next = info.get().superName();
    }
    return declaringInterface(member);
  }

  private Optional<String> declaringInterface(MemberReference member) {
    Supertypes supertypes = supertypes(member.owner());
    if (!supertypes.complete()) {
      return Optional.empty();
    }
    Optional<String> mostSpecific = Optional.empty();
    for (ClassInfo candidate : supertypes.found()) {
      if (candidate.isInterface() && declaresInheritable(candidate, member)) {
        if (mostSpecific.isEmpty()
            || isSubtype(candidate.name(), mostSpecific.get()) == Answer.YES) {
          mostSpecific = Optional.of(candidate.name());
        }
      }
    }
    return mostSpecific;
  }

  /** Static and private methods of interfaces are not inherited. */
  private static boolean declaresInheritable(ClassInfo candidate, MemberReference member) {
    int access =
        candidate.methodAccess(member.name(), member.descriptor()).orElse(Opcodes.ACC_STATIC);
    return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
  }

  /**
   * A class with its supertypes.
   *
   * @param names all names that are known, the class itself first
   * @param found those of them whose bytes could be read
   * @param complete whether all could be read: if not, there may be more supertypes
   */
  public record Supertypes(Set<String> names, List<ClassInfo> found, boolean complete) {

    /** The names of those whose bytes could not be read. */
    public Set<String> missing() {
      Set<String> missing = new LinkedHashSet<>(names);
      for (ClassInfo info : found) {
        missing.remove(info.name());
      }
      return missing;
    }
  }
}
