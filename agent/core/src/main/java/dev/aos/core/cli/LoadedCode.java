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
  private final RuleSet rules;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private volatile boolean distrusted;

  LoadedCode(RuleSet rules) {
    this.rules = rules;
  }

  /** Lets the runtime read class files, and believe them as long as there is no other agent. */
  void start() {
    Control.readClassFilesWith(new ClassFileReader(loaded, OwnLocks.of(rules)));
    if (OtherAgents.atStart()) {
      distrust();
    }
  }

  /** A class is being loaded. */
  void seen(ClassLoader loader, String className, byte[] classFile) {
    if (!distrusted && OtherAgents.areAttachedHere()) {
      distrust();
    }
    if (loader != null && loader != platform) {
      loaded.seen(loader, className, classFile);
    }
  }

  /** The class that was seen is woven; null if it is not. */
  void woven(ClassLoader loader, String className, byte[] wovenFile) {
    if (wovenFile != null && loader != null && loader != platform) {
      loaded.woven(loader, className, wovenFile);
    }
  }

  /** Somebody gives a loaded class other code; null if that is none. */
  void redefined(Class<?> type, byte[] classFile) {
    if (type == null) {
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
