package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The guard of a method that ends a loop: it does nothing while handlers are suspended. */
final class ShutdownGuard {

  private static final long DEFAULT_GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * A loop that is to end at once waits so long all the same: without the agent it could not end
   * before its handler had. As long as a shutdown of the JVM waits.
   */
  private static final long LEAST_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String step;

  private ShutdownGuard(String step) {
    this.step = step;
  }

  /**
   * Links one.
   *
   * @param owner the lookup of the class in which the method stands
   * @param type the method's receiver and arguments to boolean
   * @param instance whether the first parameter is the receiver
   * @param settings what the loop definition says of it
   * @return {@code when(a…) && isHeld(grace(a…))}
   */
  static MethodHandle link(
      Lookup owner, MethodType type, boolean instance, ShutdownSettings settings)
      throws ReflectiveOperationException {
    PathResolver paths = PathResolver.ofValue(owner, type.changeReturnType(void.class), instance);
    MethodHandle grace = path(paths, settings.graceNanos(), long.class, DEFAULT_GRACE_NANOS, type);
    MethodHandle when = path(paths, settings.when(), boolean.class, true, type);
    MethodHandle isHeld =
        MethodHandles.lookup()
            .findVirtual(
                ShutdownGuard.class, "isHeld", MethodType.methodType(boolean.class, long.class))
            .bindTo(new ShutdownGuard(settings.className() + "." + settings.method()));
    return MethodHandles.guardWithTest(
        when, MethodHandles.filterReturnValue(grace, isHeld), MethodHandles.empty(type));
  }

  private static MethodHandle path(
      PathResolver paths, Optional<Path> path, Class<?> result, Object otherwise, MethodType type)
      throws ReflectiveOperationException {
    MethodHandle constant =
        MethodHandles.dropArguments(
            MethodHandles.constant(result, otherwise), 0, type.parameterList());
    if (path.isEmpty()) {
      return constant;
    }
    // A path that throws here would throw into the loop that is about to end.
    return MethodHandles.catchException(
        paths.resolve(path.get(), List.of(), result),
        Throwable.class,
        MethodHandles.dropArguments(constant, 0, Throwable.class));
  }

  /** Asked on the loop's thread. */
  private boolean isHeld(long graceNanos) {
    Loop loop = Loop.current();
    return loop != null && loop.holdsShutdown(step, Math.max(graceNanos, LEAST_GRACE_NANOS));
  }
}
