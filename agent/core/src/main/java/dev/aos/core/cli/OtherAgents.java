package dev.aos.core.cli;

import java.lang.instrument.ClassFileTransformer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Whether another agent may change classes: one that the JVM was started with, in whatever way its
 * arguments came, or one that is attached later. A debugger is one too.
 */
final class OtherAgents {

  private static final String JAVA_AGENT = "-javaagent:";
  private static final String ATTACHING = "Attach Listener";

  /** What the JVM itself needs to load an agent into a running program, whoever's it is. */
  private static final String LOADING_OF_AGENTS = "sun/instrument/";

  /** The thread that does what AOS was told from outside; null if none does. */
  private static volatile Thread own;

  private OtherAgents() {
    // no instances
  }

  /**
   * Whether the JVM was started with another agent; yes if that can't be found out.
   *
   * @param javaAgents how many Java agents are AOS itself
   */
  static boolean atStart(int javaAgents) {
    try {
      Class<?> vm = Class.forName("jdk.internal.misc.VM");
      MethodHandle arguments =
          MethodHandles.lookup()
              .findStatic(vm, "getRuntimeArguments", MethodType.methodType(String[].class));
      return areIn((String[]) arguments.invoke(), javaAgents);
    } catch (Throwable unknown) {
      return true;
    }
  }

  /** Whether there are others among a JVM's arguments than so many Java agents. */
  static boolean areIn(String[] arguments, int known) {
    int javaAgents = 0;
    for (String argument : arguments) {
      if (argument.startsWith(JAVA_AGENT)) {
        javaAgents++;
      } else if (argument.startsWith("-agentlib:")
          || argument.startsWith("-agentpath:")
          || argument.startsWith("-Xrun")) {
        return true;
      }
    }
    return javaAgents > known;
  }

  /** Whether one of these classes is another agent's: one that was attached before. */
  static boolean areAmong(Class<?>[] classes) {
    for (Class<?> type : classes) {
      if (ClassFileTransformer.class.isAssignableFrom(type)
          && type != ClassFileTransformer.class
          && type.getClassLoader() != OtherAgents.class.getClassLoader()) {
        return true;
      }
    }
    return false;
  }

  /** This thread does what AOS was told from outside, until {@link #endOwn}. */
  static void beginOwn() {
    own = Thread.currentThread();
  }

  /** What AOS was told is done. */
  static void endOwn() {
    own = null;
  }

  /** Whether this thread, which loads a class, loads another agent into the running JVM. */
  static boolean areAttachedHere(ClassLoader loader, String className) {
    return Thread.currentThread().getName().equals(ATTACHING)
        && Thread.currentThread() != own
        && !(loader == null && className.startsWith(LOADING_OF_AGENTS));
  }
}
