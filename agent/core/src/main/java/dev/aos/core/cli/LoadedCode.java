package dev.aos.core.cli;

import dev.aos.core.held.ClassFileReader;
import dev.aos.core.held.LoadedClasses;
import dev.aos.core.match.ClassFiles;
import dev.aos.core.match.ConstantPool;
import dev.aos.core.match.MemberReference;
import dev.aos.core.rules.OwnLocks;
import dev.aos.core.rules.RuleSet;
import dev.aos.runtime.Control;
import dev.aos.runtime.LockNames;

/**
 * What the transformer tells of the classes that it sees, for the guard: what was loaded, what runs
 * in place of it, and whether somebody else changes classes too.
 */
final class LoadedCode {

  private final LoadedClasses loaded = new LoadedClasses();
  private final Retransformer retransformer;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private volatile boolean distrusted;

  LoadedCode(Retransformer retransformer) {
    this.retransformer = retransformer;
  }

  /** Lets the runtime read class files, and believe them as long as there is no other agent. */
  void start(RuleSet rules, boolean othersBefore) {
    readFor(rules);
    if (othersBefore) {
      distrust();
    }
  }

  /** Lets the runtime read class files as the rules want it. */
  void readFor(RuleSet rules) {
    Control.readClassFilesWith(new ClassFileReader(loaded, OwnLocks.of(rules), retransformer));
  }

  /** A class is being loaded. */
  void seen(ClassLoader loader, String className, byte[] classFile) {
    if (!distrusted && OtherAgents.areAttachedHere(loader, className)) {
      distrust();
    }
    if (loader != null && loader != platform) {
      loaded.seen(loader, className, classFile);
    }
  }

  /** The class that was seen is woven; null if it is not. */
  void woven(ClassLoader loader, String className, byte[] wovenFile) {
    if (wovenFile != null) {
      loaded.woven(loader, className, wovenFile);
    }
  }

  /**
   * A loaded class is about to get other code. Frames of the code that it has stay.
   *
   * @param classFile the class file without what AOS weaves
   * @param wovenFile with it; null if nothing is woven
   */
  void changed(Class<?> type, byte[] classFile, byte[] wovenFile) {
    ClassLoader loader = type.getClassLoader();
    String name = ClassFiles.internalName(type);
    if (wovenFile != null || loaded.isWoven(loader, name)) {
      byte[] newFile = wovenFile == null ? classFile : wovenFile;
      Control.codeChanges(type, loaded.changed(loader, name, classFile, newFile));
    }
  }

  /** Somebody else gives a loaded class other code. */
  void redefined(Class<?> type, byte[] classFile) {
    if (isEvent(type)) {
      return;
    }
    distrust();
    boolean locks = true;
    try {
      locks = takesLocks(classFile);
    } finally {
      if (locks) {
        Control.takesLocks(type);
      }
    }
  }

  /** Flight recorder changes its events, and what it writes into them holds nothing. */
  private static boolean isEvent(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals("jdk.internal.event.Event")) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesLocks(byte[] classFile) {
    for (MemberReference method : ConstantPool.methods(ClassFiles.lenientReader(classFile))) {
      if (LockNames.acquires(method.name(), method.descriptor())) {
        return true;
      }
    }
    return false;
  }

  private void distrust() {
    distrusted = true;
    Control.distrustClassFiles();
  }
}
