package dev.aos.core.match;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls that mean the thread, or the stack, that they are made on. On a worker they would do
 * something else, so no rule makes them offloadable, and no {@code force:} either.
 */
final class ThreadBoundCalls {

  private static final String FRAME = "depends on the frame that makes the call";
  private static final String LOCK = "the thread that makes the call owns the lock";
  private static final String MONITOR = "needs the monitor that the calling thread holds";
  private static final String POLYMORPHIC = "signature-polymorphic";
  private static final String THREAD = "acts on the thread that makes the call";

  private static final Set<String> MONITOR_METHODS =
      Set.of("wait()V", "wait(J)V", "wait(JI)V", "notify()V", "notifyAll()V");

  /** Types whose every method is bound, with the reason. Their subtypes are meant too. */
  private static final Map<String, String> TYPES =
      Map.of(
          "java/lang/ScopedValue", THREAD,
          "java/lang/ScopedValue$Carrier", THREAD,
          "java/lang/StackWalker", FRAME,
          "java/lang/ThreadLocal", THREAD,
          "java/lang/invoke/VarHandle", POLYMORPHIC,
          "java/util/concurrent/locks/Condition", LOCK,
          "java/util/concurrent/locks/Lock", LOCK,
          "java/util/concurrent/locks/LockSupport", THREAD);

  /** Methods of other types, with the reason. */
  private static final Map<String, String> METHODS =
      Map.of(
          "java/lang/Thread.currentThread", THREAD,
          "java/lang/Thread.dumpStack", FRAME,
          "java/lang/Thread.holdsLock", THREAD,
          "java/lang/Thread.interrupted", THREAD,
          "java/lang/Thread.onSpinWait", THREAD,
          "java/lang/Thread.yield", THREAD,
          "java/lang/invoke/MethodHandle.invoke", POLYMORPHIC,
          "java/lang/invoke/MethodHandle.invokeExact", POLYMORPHIC,
          "java/lang/invoke/MethodHandles.lookup", FRAME);

  private ThreadBoundCalls() {
    // no instances
  }

  /** Why a call must stay on its thread; empty if it may leave it. */
  static Optional<String> reason(CallSite site, ClassHierarchy hierarchy) {
    if (site.isConstructor() || site.hasArrayReceiver()) {
      return Optional.empty();
    }
    if (MONITOR_METHODS.contains(site.name() + site.descriptor())) {
      return Optional.of(MONITOR);
    }
    for (String type : hierarchy.supertypes(site.owner()).names()) {
      String reason = TYPES.get(type);
      if (reason == null) {
        reason = METHODS.get(type + "." + site.name());
      }
      if (reason != null) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
