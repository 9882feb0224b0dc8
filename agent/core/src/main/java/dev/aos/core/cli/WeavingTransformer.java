package dev.aos.core.cli;

import dev.aos.core.match.ClassFiles;
import dev.aos.core.report.UnseenClasses;
import dev.aos.core.report.WeaveLog;
import dev.aos.core.report.WeaveLog.ClassKey;
import dev.aos.core.report.WeaveLog.ClassLog;
import dev.aos.core.weave.PlannedEntry;
import dev.aos.core.weave.RefusedEntry;
import dev.aos.core.weave.ThreadLocalUse;
import dev.aos.core.weave.WeaveResult;
import dev.aos.runtime.Control;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * The transformer that the JVM calls for every class, and again for a class that somebody has
 * transformed anew: then the JVM begins with the class as it came, and what was woven is asked for
 * once more. Throws nothing: the JVM would swallow it, and nobody would know that a class is not
 * woven.
 */
final class WeavingTransformer implements ClassFileTransformer {

  private final WeaveLog log;
  private final StateClasses stateClasses;
  private final LoadedCode code;
  private final SiteNumbers numbers;
  private final Retransformer retransformer;
  private final UnseenClasses unseen;
  private final ClassVersions versions = new ClassVersions();
  private volatile Weavers weavers;

  WeavingTransformer(
      StateClasses stateClasses,
      WeaveLog log,
      LoadedCode code,
      SiteNumbers numbers,
      Retransformer retransformer,
      UnseenClasses unseen) {
    this.stateClasses = stateClasses;
    this.log = log;
    this.code = code;
    this.numbers = numbers;
    this.retransformer = retransformer;
    this.unseen = unseen;
  }

  /** Says by what rules to weave from now on. */
  void weaveBy(Weavers others) {
    weavers = others;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String className,
      Class<?> classBeingRedefined,
      ProtectionDomain protectionDomain,
      byte[] classFile) {
    // Hidden classes have no name here.
    if (className == null) {
      return null;
    }
    try {
      // Of most classes this is all that is looked at.
      Weavers by = weavers;
      boolean concerned = by.mayWeave(loader, className);
      if (concerned) {
        unseen.seen(loader, className);
      }
      if (classBeingRedefined != null) {
        return transformAgain(classBeingRedefined, classFile);
      }
      stateClasses.defined(module, loader, className);
      code.seen(loader, className, classFile);
      if (!concerned) {
        return null;
      }
      Woven woven = weave(by, null, loader, className, classFile);
      if (woven.isOfInterest()) {
        code.woven(loader, className, woven.bytes());
        inForce(woven);
      }
      return woven.bytes();
    } catch (Throwable failed) {
      fail(versions.of(loader).key(className), failed.toString());
      return null;
    }
  }

  private byte[] transformAgain(Class<?> type, byte[] classFile) {
    Retransformer.Step own = retransformer.current();
    if (own != null) {
      return own.transform(type, classFile);
    }
    code.redefined(type, classFile);
    Woven woven = weave(weavers, type, classFile);
    code.changed(type, classFile, woven.bytes());
    inForce(woven);
    return woven.bytes();
  }

  /**
   * What weaving makes of a class.
   *
   * @param classes the classes of its loader
   * @param internalName its name
   * @param result the result
   * @param weaving has the numbers of its sites
   */
  record Woven(
      ClassVersions.OfLoader classes,
      String internalName,
      WeaveResult result,
      SiteNumbers.Weaving weaving) {

    /** The bytes to load; null if they are the original ones. */
    byte[] bytes() {
      return result instanceof WeaveResult.Woven woven ? woven.bytes() : null;
    }

    ClassVersions.Version version() {
      if (!(result instanceof WeaveResult.Woven woven)) {
        return ClassVersions.Version.UNWOVEN;
      }
      boolean exclusive = false;
      for (PlannedEntry entry : woven.entries()) {
        exclusive |= entry.entry().isExclusive();
      }
      return ClassVersions.Version.of(woven.bytes(), exclusive);
    }

    ClassKey key() {
      return classes.key(internalName);
    }

    /** Whether there is anything to say of it. */
    boolean isOfInterest() {
      return result instanceof WeaveResult.Failed || !ClassLog.of(result).equals(ClassLog.EMPTY);
    }
  }

  /** Weaves a class that is loaded already. Nothing has changed then. */
  Woven weave(Weavers by, Class<?> type, byte[] classFile) {
    return weave(by, type, type.getClassLoader(), ClassFiles.internalName(type), classFile);
  }

  private Woven weave(
      Weavers by, Class<?> type, ClassLoader loader, String internalName, byte[] classFile) {
    ClassVersions.OfLoader classes = versions.of(loader);
    SiteNumbers.Weaving weaving = numbers.begin(classes.key(internalName));
    try {
      WeaveResult result =
          by.of(type, classes.version(internalName)).weave(loader, internalName, classFile);
      return new Woven(classes, internalName, result, weaving);
    } finally {
      numbers.end(weaving);
    }
  }

  /** The version of a loaded class that runs. */
  ClassVersions.Version version(Class<?> type) {
    return versions.of(type.getClassLoader()).version(ClassFiles.internalName(type));
  }

  /** What is known of a loaded class. */
  ClassLog logOf(Class<?> type) {
    return log.get(versions.of(type.getClassLoader()).key(ClassFiles.internalName(type)));
  }

  /**
   * Notes that a class runs as it was woven, and says what is to be said of it.
   *
   * @return what was known of it before
   */
  ClassLog inForce(Woven woven) {
    woven.classes().put(woven.internalName(), woven.version());
    WeaveResult result = woven.result();
    if (result instanceof WeaveResult.Woven) {
      numbers.add(woven.weaving());
    }
    ClassLog before = log.put(woven.key(), result);
    ClassLog now = ClassLog.of(result);
    numbers.remove(before.sites());
    List<RefusedEntry> refused = new ArrayList<>(now.refused());
    refused.removeAll(before.refused());
    sayRefused(refused);
    for (ThreadLocalUse use : now.threadLocals()) {
      if (!before.threadLocals().contains(use)) {
        Control.print(Messages.PREFIX + use);
      }
    }
    if (result instanceof WeaveResult.Failed failed) {
      say(woven.key(), failed.reason());
    }
    return before;
  }

  /** Said at once, but once for all methods of a class: nothing of that loop can be suspended. */
  private static void sayRefused(List<RefusedEntry> entries) {
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

  private void fail(ClassKey key, String reason) {
    log.put(key, new WeaveResult.Failed(reason, List.of()));
    say(key, reason);
  }

  private static void say(ClassKey key, String reason) {
    // Not from here: this thread holds locks of class loading, and stderr may be the application's.
    Control.print(Messages.PREFIX + "class " + key.name() + " keeps its original bytes: " + reason);
  }
}
