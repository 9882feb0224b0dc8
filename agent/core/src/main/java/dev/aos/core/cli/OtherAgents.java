package dev.aos.core.cli;

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

  private OtherAgents() {
    // no instances
  }

  /** Whether the JVM was started with another agent; yes if that can't be found out. */
  static boolean atStart() {
    try {
      Class<?> vm = Class.forName("jdk.internal.misc.VM");
      MethodHandle arguments =
          MethodHandles.lookup()
              .findStatic(vm, "getRuntimeArguments", MethodType.methodType(String[].class));
      return areIn((String[]) arguments.invoke());
    } catch (Throwable unknown) {
      return true;
    }
  }

  /** Whether there are others among a JVM's arguments; one Java agent is AOS itself. */
  static boolean areIn(String[] arguments) {
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
    return javaAgents > 1;
  }

  /** Whether this thread loads an agent into the running JVM. */
  static boolean areAttachedHere() {
    return Thread.currentThread().getName().equals(ATTACHING);
  }
}
