package dev.aos.core.cli;

import dev.aos.core.match.ClassHierarchies;
import dev.aos.core.rules.LoopDefinition;
import dev.aos.core.rules.LoopEntry;
import dev.aos.core.rules.RuleSet;
import dev.aos.core.weave.ClassWeaver;
import dev.aos.core.weave.SiteRegistry;
import java.util.HashSet;
import java.util.Set;

/**
 * What weaves classes by one set of rules: those that are being loaded, and those that are loaded
 * already. A thread may be in a monitor of one of the latter, so no exclusion can take its place.
 */
final class Weavers {

  private final RuleSet rules;
  private final ClassHierarchies hierarchies;
  private final SiteRegistry registry;
  private final boolean verify;
  private final ClassWeaver whole;

  /** Made when it is needed, which is never in most programs. */
  private ClassWeaver late;

  /**
   * @param rules what is woven
   * @param hierarchies where supertypes are looked up
   * @param registry gives numbers to what is woven
   * @param verify whether woven classes are verified
   */
  Weavers(RuleSet rules, ClassHierarchies hierarchies, SiteRegistry registry, boolean verify) {
    this.rules = rules;
    this.hierarchies = hierarchies;
    this.registry = registry;
    this.verify = verify;
    this.whole = weaver(rules);
  }

  private ClassWeaver weaver(RuleSet by) {
    return new ClassWeaver(by, hierarchies, registry, verify, Runtime.version().feature());
  }

  /**
   * What weaves a class.
   *
   * @param type the class; null while it is being loaded
   * @param version its version that runs
   */
  ClassWeaver of(Class<?> type, ClassVersions.Version version) {
    return type == null || version.exclusive() ? whole : late();
  }

  private synchronized ClassWeaver late() {
    if (late == null) {
      late = weaver(rules.withoutExclusiveEntries());
    }
    return late;
  }

  /** The classes for which that makes a difference, by binary name. */
  Set<String> exclusive() {
    Set<String> names = new HashSet<>();
    for (LoopDefinition loop : rules.loops()) {
      for (LoopEntry entry : loop.entries()) {
        if (entry.isExclusive()) {
          names.add(entry.method().exactOwner().orElse(""));
        }
      }
    }
    return names;
  }

  /** Whether a class may have to be woven, as far as its loader and internal name tell. */
  boolean mayWeave(ClassLoader loader, String internalName) {
    return whole.mayWeave(loader, internalName);
  }

  /** Whether a loaded class may have to be woven, as far as names tell. */
  boolean mayConcern(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return whole.jdkClasses().contains(type.getName());
    }
    Set<String> supertypes = new HashSet<>();
    addSupertypes(type, supertypes);
    return whole.mayConcern(loader, type.getName(), supertypes);
  }

  /** They are loaded, since the class is. */
  private static void addSupertypes(Class<?> type, Set<String> names) {
    for (Class<?> superinterface : type.getInterfaces()) {
      names.add(superinterface.getName());
      addSupertypes(superinterface, names);
    }
    Class<?> superclass = type.getSuperclass();
    if (superclass != null) {
      names.add(superclass.getName());
      addSupertypes(superclass, names);
    }
  }
}
