package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/**
 * One question for all state that is read by methods of classes that are never unloaded: is there
 * any? It is put at every event. As one tree below a constant call site the JIT compiles it into
 * the caller; one method handle after the other takes five times as long.
 *
 * <p>State of other loaders is not in it: the tree would keep the loader alive.
 */
final class IdleTest {

  private static final MethodHandle TRUE = MethodHandles.constant(boolean.class, true);
  private static final MethodHandle FALSE = MethodHandles.constant(boolean.class, false);
  private static final MutableCallSite SITE = new MutableCallSite(TRUE);
  private static final MethodHandle ASK = SITE.dynamicInvoker();

  private IdleTest() {
    // no instances
  }

  /** Whether a class stays for the JVM's whole life. */
  static boolean isForEver(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null
        || loader == ClassLoader.getSystemClassLoader()
        || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Makes the test of the carriers that can be in it; if it can't be made, it never passes. */
  static void cover(Carrier[] carriers) {
    MethodHandle test;
    try {
      test = tree(carriers);
    } catch (Throwable unmade) {
      test = FALSE;
    }
    if (test != SITE.getTarget()) {
      SITE.setTarget(test);
      MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
  }

  private static MethodHandle tree(Carrier[] carriers) {
    MethodHandle test = TRUE;
    for (int i = carriers.length - 1; i >= 0; i--) {
      MethodHandle none = carriers[i].noneTest();
      if (none != null) {
        test = MethodHandles.guardWithTest(none, test, FALSE);
      }
    }
    return test;
  }

  /** Whether this thread has nothing of what is covered; false if that can't be told. */
  static boolean passes() {
    try {
      return (boolean) ASK.invokeExact();
    } catch (Throwable failed) {
      // Each is asked by itself then, and the one that fails is dropped.
      return false;
    }
  }
}
