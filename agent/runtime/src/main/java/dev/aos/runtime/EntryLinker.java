package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Builds the guard of one entry from its paths. */
final class EntryLinker {

  private static final MethodHandle ENTER;

  static {
    try {
      ENTER =
          MethodHandles.lookup()
              .findVirtual(
                  LinkedEntry.class,
                  "enter",
                  MethodType.methodType(
                      boolean.class, Object.class, boolean.class, Executor.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final MethodType type;
  private final MethodType parameters;
  private final EntrySettings settings;
  private final PathResolver paths;

  EntryLinker(Lookup owner, MethodType type, boolean instance, EntrySettings settings) {
    this.type = type;
    this.parameters = type.changeReturnType(void.class);
    this.settings = settings;
    this.paths = new PathResolver(owner, parameters, instance, settings.lane());
  }

  /**
   * The guard, {@code (receiver, arguments…)boolean}. The three paths are folded into it, so that
   * the JIT sees one tree of constants: {@code enter(lane(a…), inside(a…), executor(a…), [a…])}.
   */
  MethodHandle guard(MethodHandle self) throws ReflectiveOperationException {
    MethodHandle lane = paths.resolve(settings.lane(), List.of(), Object.class);
    MethodHandle executor =
        paths.resolve(
            ((Resume.ByExecutor) settings.resume()).executor(), List.of(), Executor.class);
    MethodHandle inside =
        settings.inside().isPresent()
            ? paths.resolve(settings.inside().get(), List.of(), boolean.class)
            : constant(true);
    MethodHandle guard =
        ENTER
            .bindTo(new LinkedEntry(settings, handles(self)))
            .asCollector(Object[].class, type.parameterCount());
    // (lane, inside, executor, a…)
    guard =
        guard.asType(
            guard
                .type()
                .dropParameterTypes(3, guard.type().parameterCount())
                .appendParameterTypes(type.parameterList()));
    guard = MethodHandles.foldArguments(guard, 2, orElse(executor, null));
    guard = MethodHandles.foldArguments(guard, 1, orElse(inside, false));
    return MethodHandles.foldArguments(guard, 0, orElse(lane, null));
  }

  private EntryHandles handles(MethodHandle self) throws ReflectiveOperationException {
    return new EntryHandles(
        Linker.spread(self.asType(parameters), void.class),
        Linker.spread(optional(settings.waiting()), void.class),
        error(),
        Linker.spread(reading(), boolean.class),
        Linker.spread(optional(settings.source().pause()), void.class),
        Linker.spread(optional(settings.source().putBack()), void.class),
        settings.source().putBack().isPresent(),
        Linker.spread(optional(settings.source().resumeReading()), void.class));
  }

  /** {@code (Object[],Throwable)void}. */
  private MethodHandle error() throws ReflectiveOperationException {
    MethodHandle error =
        settings.error().isPresent()
            ? paths.resolve(settings.error().get(), List.of(Throwable.class), void.class)
            : MethodHandles.dropArguments(
                MethodHandles.throwException(void.class, Throwable.class),
                0,
                parameters.parameterList());
    int count = parameters.parameterCount();
    return error
        .asType(
            MethodType.genericMethodType(count)
                .changeReturnType(void.class)
                .appendParameterTypes(Throwable.class))
        .asSpreader(0, Object[].class, count);
  }

  private MethodHandle reading() throws ReflectiveOperationException {
    boolean pausable =
        settings.source().pause().isPresent() && settings.source().resumeReading().isPresent();
    return pausable && settings.source().reading().isPresent()
        ? paths.resolve(settings.source().reading().get(), List.of(), boolean.class)
        : constant(false);
  }

  private MethodHandle optional(Optional<Path> path) throws ReflectiveOperationException {
    return path.isPresent()
        ? paths.resolve(path.get(), List.of(), void.class)
        : MethodHandles.dropArguments(
            MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class)),
            0,
            parameters.parameterList());
  }

  private MethodHandle constant(boolean value) {
    return MethodHandles.dropArguments(
        MethodHandles.constant(boolean.class, value), 0, parameters.parameterList());
  }

  /**
   * A path that throws gives a default: the framework may not be ready for the question (a channel
   * without a loop, say), and the entry then goes on as without the agent.
   */
  private MethodHandle orElse(MethodHandle path, Object otherwise) {
    Class<?> result = path.type().returnType();
    MethodHandle handler =
        MethodHandles.dropArguments(MethodHandles.constant(result, otherwise), 0, Throwable.class);
    return MethodHandles.catchException(path, Throwable.class, handler);
  }
}
