package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Links a few calls and an entry that nobody makes, before any loop starts. The first link in a JVM
 * takes tens of milliseconds, since the JDK generates classes for method handles on first use; they
 * are shared by all handles of a shape, so the loops find most of them made.
 */
final class WarmUp {

  private static final Class<?>[][] SHAPES = {
    {Object.class, Object.class},
    {void.class, Object.class},
    {boolean.class, Object.class},
    {int.class, Object.class, Object.class},
    {Object.class, Object.class, Object.class},
    {Object.class, Object.class, Object.class, Object.class},
  };

  private final String executor;

  /**
   * @param executor the name of any executor
   */
  WarmUp(String executor) {
    this.executor = executor;
  }

  /** Does it, on the thread that calls; throws nothing. */
  void run() {
    try {
      for (Class<?>[] shape : SHAPES) {
        linkCall(shape);
      }
      linkEntry();
      new CarriedState(ThreadState.copied()).end();
      ThreadLocals.obstacle();
    } catch (Throwable failed) {
      Incidents.report("the warm-up of linking failed: " + failed);
    }
  }

  private void linkCall(Class<?>[] shape) {
    MethodType type = MethodType.methodType(shape[0]);
    for (int i = 1; i < shape.length; i++) {
      type = type.appendParameterTypes(shape[i]);
    }
    MethodHandle nothing = MethodHandles.empty(type);
    Site site =
        new Site(
            new SiteSettings(
                -1,
                "",
                "",
                -1,
                "",
                executor,
                WhenFull.WAIT,
                SiteSettings.Dispatching.SUSPEND,
                SiteSettings.LaneWidth.CHANNEL,
                false,
                new OrderSettings(OrderSettings.Kind.STATEFUL_RECEIVER, ""),
                CallPolicy.BUILT_IN,
                Declared.NEITHER,
                Optional.empty()));
    Linker.guarded(Linker.linkedCall(nothing, Optional.empty(), site), nothing);
    MethodHandle ofInterface = NullReceivers.refused(nothing);
    Linker.guarded(Linker.linkedCall(ofInterface, Optional.empty(), site), ofInterface);
    if (type.parameterCount() == 1 && type.returnType() == Object.class) {
      DeferralLinker.guarded(
          new DeferredCall(site, new SpreadCall(nothing), Optional.empty()),
          nothing,
          type.appendParameterTypes(Object.class));
      DeferralLinker.await(null, "", type, null, 0);
    }
  }

  private static void linkEntry() throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(void.class, Runnable.class, Object.class);
    MethodHandle self = MethodHandles.empty(type.insertParameterTypes(0, WarmUp.class));
    Path lane = new Path("arg0", new Path.Argument(0), List.of());
    Path resume =
        new Path("this.nobody()", new Path.This(), List.of(new Path.Call("nobody", List.of())));
    EntrySettings settings =
        new EntrySettings(
            "warm-up",
            "",
            "",
            lane,
            new Resume.ByExecutor(resume),
            Optional.empty(),
            Set.of(),
            SourcePaths.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of());
    new EntryLinker(lookup, self.type().changeReturnType(boolean.class), true, settings)
        .guard(self);
  }

  /** The executor of an entry that nobody enters. */
  Executor nobody() {
    return null;
  }
}
