package dev.aos.core.cli;

import dev.aos.core.report.UnseenClasses;
import dev.aos.core.report.WeaveLog;
import dev.aos.core.weave.ClassWeaver;
import dev.aos.core.weave.RefusedEntry;
import dev.aos.core.weave.ThreadLocalUse;
import dev.aos.core.weave.WeaveResult;
import dev.aos.runtime.Control;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;

/**
 * The transformer that the JVM calls for every class. Throws nothing: the JVM would swallow it, and
 * nobody would know that a class is not woven.
 */
final class WeavingTransformer implements ClassFileTransformer {

  private final ClassWeaver weaver;
  private final WeaveLog log;
  private final StateClasses stateClasses;
  private final LoadedCode code;
  private final UnseenClasses unseen;

  WeavingTransformer(
      ClassWeaver weaver,
      StateClasses stateClasses,
      WeaveLog log,
      LoadedCode code,
      UnseenClasses unseen) {
    this.weaver = weaver;
    this.stateClasses = stateClasses;
    this.log = log;
    this.code = code;
    this.unseen = unseen;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    // Hidden classes have no name here; classes that are loaded already are left as they are.
    if (className == null || classBeingRedefined != null) {
      code.redefined(classBeingRedefined, classFile);
      return null;
    }
    try {
      stateClasses.defined(module, loader, className);
      code.seen(loader, className, classFile);
      unseen.seen(loader, className);
    } catch (Throwable failed) {
      fail(className, failed.toString());
    }
    return isJdk(loader) ? null : weave(loader, className, classFile);
  }

  /** What {@link JdkEntries} looks at. */
  private static boolean isJdk(ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** The woven class; null if it stays as it is. */
  byte[] weave(ClassLoader loader, String className, byte[] classFile) {
    try {
      byte[] woven = accept(className, weaver.weave(loader, className, classFile));
      code.woven(loader, className, woven);
      return woven;
    } catch (Throwable failed) {
      fail(className, failed.toString());
      return null;
    }
  }

  private byte[] accept(String className, WeaveResult result) {
    if (result instanceof WeaveResult.Woven woven) {
      log.woven(woven);
      refused(woven.refused());
      log.threadLocals(woven.threadLocals());
      for (ThreadLocalUse use : woven.threadLocals()) {
        Control.print(Messages.PREFIX + use);
      }
      return woven.bytes();
    }
    if (result instanceof WeaveResult.Untouched untouched) {
      log.skipped(untouched.skipped());
      refused(untouched.refused());
    } else if (result instanceof WeaveResult.Failed failed) {
      fail(className, failed.reason());
    }
    return null;
  }

  /** Said at once, but once for all methods of a class: nothing of that loop can be suspended. */
  private void refused(List<RefusedEntry> entries) {
    log.refused(entries);
    if (!entries.isEmpty()) {
      RefusedEntry first = entries.get(0);
      Control.print(
          Messages.PREFIX
              + "handlers of the loop "
              + first.loop()
              + " can't be suspended where it enters them by "
              + first.className()
              + "."
              + first.method()
              + (entries.size() == 1 ? "" : " and " + (entries.size() - 1) + " more")
              + ": "
              + first.reason());
    }
  }

  void fail(String className, String reason) {
    String name = className.replace('/', '.');
    log.failed(name, reason);
    // Not from here: this thread holds locks of class loading, and stderr may be the application's.
    Control.print(Messages.PREFIX + "class " + name + " keeps its original bytes: " + reason);
  }
}
