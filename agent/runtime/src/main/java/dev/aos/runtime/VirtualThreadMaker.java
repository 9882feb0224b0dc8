package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** {@code Thread.ofVirtual()}, which JDK 17 does not have. */
final class VirtualThreadMaker {

  /** {@code (Runnable, String)Thread}; null if there are none. */
  private static final MethodHandle UNSTARTED = find();

  private VirtualThreadMaker() {
    // no instances
  }

  private static MethodHandle find() {
    try {
      Lookup lookup = MethodHandles.publicLookup();
      Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(type));
      MethodHandle named =
          lookup.findVirtual(type, "name", MethodType.methodType(type, String.class));
      MethodHandle inheriting =
          lookup.findVirtual(
              type, "inheritInheritableThreadLocals", MethodType.methodType(type, boolean.class));
      MethodHandle unstarted =
          lookup.findVirtual(
              type, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
      MethodHandle bare =
          MethodHandles.filterReturnValue(
              make, MethodHandles.insertArguments(inheriting, 1, false));
      // (builder, name, task)
      MethodHandle all = MethodHandles.collectArguments(unstarted, 0, named);
      MethodHandle made =
          MethodHandles.permuteArguments(
              MethodHandles.foldArguments(all, bare),
              MethodType.methodType(Thread.class, Runnable.class, String.class),
              1,
              0);
      // In Java 19 and 20 it is there, and throws.
      Thread tried = (Thread) made.invokeExact((Runnable) new Nothing(), "aos-probe");
      return tried == null ? null : made;
    } catch (Throwable before21) {
      return null;
    }
  }

  /** Whether this Java has virtual threads. */
  static boolean isPossible() {
    return UNSTARTED != null;
  }

  /** A virtual thread that inherits nothing, not yet started. */
  static Thread unstarted(Runnable body, String name) {
    try {
      return (Thread) UNSTARTED.invokeExact(body, name);
    } catch (Throwable thrown) {
      throw Sneaky.rethrow(thrown);
    }
  }

  private static final class Nothing implements Runnable {
    @Override
    public void run() {
      // It is never started.
    }
  }
}
