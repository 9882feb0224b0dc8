package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Builds the guard of one entry from its paths. */
final class EntryLinker {

  private static final MethodHandle GOES_ON;
  private static final MethodHandle ENTER;
  private static final MethodHandle ENTER_FOR_RESULT;
  private static final MethodHandle IS_EVENT_LOOP_CLASS;
  private static final MethodHandle MARK;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      GOES_ON =
          lookup.findVirtual(
              LinkedEntry.class, "goesOn", MethodType.methodType(boolean.class, Object.class));
      MethodType enter =
          MethodType.methodType(boolean.class, Object.class, Executor.class, Object[].class);
      ENTER = lookup.findVirtual(LinkedEntry.class, "enter", enter);
      ENTER_FOR_RESULT =
          lookup.findVirtual(
              LinkedEntry.class, "enterForResult", enter.changeReturnType(Object.class));
      IS_EVENT_LOOP_CLASS =
          lookup.findStatic(
              EventLoopClasses.class,
              "contain",
              MethodType.methodType(boolean.class, Object.class));
      MARK = lookup.findStatic(Loop.class, "mark", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Lookup owner;
  private final MethodType type;
  private final MethodType parameters;
  private final EntrySettings settings;
  private final boolean instance;
  private final PathResolver paths;

  /**
   * @param owner the lookup of the class in which the entry stands
   * @param type receiver and arguments to what the guard gives: boolean, or the method's own type
   * @param instance whether the first parameter is the receiver
   * @param settings the entry
   */
  EntryLinker(Lookup owner, MethodType type, boolean instance, EntrySettings settings) {
    this.owner = owner;
    this.type = type;
    this.parameters = type.changeReturnType(void.class);
    this.settings = settings;
    this.paths = PathResolver.ofEvent(owner, parameters, instance, settings.lane());
    this.instance = instance;
  }

  /**
   * The guard. The paths are folded into it, so that the JIT sees one tree of constants:
   *
   * <pre>{@code
   * onlyFor(a…) is of an event-loop class && !goesOn(lane(a…)) && inside(a…)
   *     ? enter(lane(a…), executor(a…), [a…])
   *     : go on
   * }</pre>
   */
  MethodHandle guard(MethodHandle self) throws ReflectiveOperationException {
    MethodHandle typedLane = paths.resolveTyped(settings.lane());
    checkResult(self.type().returnType());
    Class<?> laneType = typedLane.type().returnType();
    LinkedEntry entry = new LinkedEntry(settings, new Rest(this, self, laneType));
    MethodHandle lane = orElse(typedLane.asType(parameters.changeReturnType(Object.class)), null);
    MethodHandle guard = enter(entry, lane);
    guard = onlyInside(guard);
    MethodHandle goesOn = MethodHandles.filterReturnValue(lane, GOES_ON.bindTo(entry));
    guard = MethodHandles.guardWithTest(goesOn, goOn(), guard);
    return onlyForMeant(guard);
  }

  /**
   * What stands for the guard where no handler can be suspended: it notes that this thread is an
   * event loop, and the method goes on.
   */
  MethodHandle mark() throws ReflectiveOperationException {
    return onlyForMeant(onlyInside(MethodHandles.foldArguments(goOn(), MARK)));
  }

  private MethodHandle onlyInside(MethodHandle guard) throws ReflectiveOperationException {
    if (settings.inside().isEmpty()) {
      return guard;
    }
    MethodHandle inside = paths.resolve(settings.inside().get(), List.of(), boolean.class);
    return MethodHandles.guardWithTest(orElse(inside, false), guard, goOn());
  }

  private MethodHandle onlyForMeant(MethodHandle guard) throws ReflectiveOperationException {
    if (settings.onlyFor().isPresent()) {
      MethodHandle object = paths.resolve(settings.onlyFor().get(), List.of(), Object.class);
      MethodHandle isMeant =
          MethodHandles.filterReturnValue(orElse(object, null), IS_EVENT_LOOP_CLASS);
      return MethodHandles.guardWithTest(isMeant, guard, goOn());
    }
    return guard;
  }

  /** {@code enter(lane(a…), executor(a…), [a…])}. */
  private MethodHandle enter(LinkedEntry entry, MethodHandle lane)
      throws ReflectiveOperationException {
    boolean forResult = type.returnType() != boolean.class;
    MethodHandle enter =
        (forResult ? ENTER_FOR_RESULT : ENTER)
            .bindTo(entry)
            .asCollector(Object[].class, type.parameterCount());
    // (lane, executor, a…)
    enter =
        enter.asType(
            MethodType.methodType(type.returnType(), Object.class, Executor.class)
                .appendParameterTypes(type.parameterList()));
    enter = MethodHandles.foldArguments(enter, 1, orElse(executor(), null));
    return MethodHandles.foldArguments(enter, 0, lane);
  }

  /** What the guard gives if the method is to go on: false or null. */
  private MethodHandle goOn() {
    return MethodHandles.empty(type);
  }

  /** {@code (a…)Executor}. */
  private MethodHandle executor() throws ReflectiveOperationException {
    return Resumptions.executor(settings.resume(), paths, parameters);
  }

  /**
   * What is needed only when the method is an event of its own. Most entries of a pipeline never
   * are, and each of these handles takes the loop a millisecond before the JIT runs.
   *
   * @param linker resolves the paths
   * @param self the method itself
   * @param laneType the type of the lane's key
   */
  record Rest(EntryLinker linker, MethodHandle self, Class<?> laneType) {

    EntryHandles resolve() throws ReflectiveOperationException {
      return linker.handles(
          self, PathResolver.ofLane(linker.owner, laneType, linker.parameters, linker.instance));
    }
  }

  private EntryHandles handles(MethodHandle self, PathResolver later)
      throws ReflectiveOperationException {
    SourcePaths source = settings.source();
    return new EntryHandles(
        Linker.spread(self, Object.class),
        optional(settings.waiting(), void.class),
        error(later),
        optional(settings.result(), Object.class),
        optional(settings.handler(), Object.class),
        ofLane(later, source.reading(), boolean.class),
        ofLane(later, source.pause(), void.class),
        ofLane(later, source.putBack(), void.class),
        ofLane(later, source.resumeReading(), void.class));
  }

  /** Weaving has looked at it; a wrong type here would end in a ClassCastException later. */
  private void checkResult(Class<?> result) throws ReflectiveOperationException {
    if (result != void.class
        && settings.result().isEmpty()
        && !result.isAssignableFrom(CompletableFuture.class)) {
      throw new NoSuchMethodException(
          settings.place() + " in " + owner.lookupClass().getName() + " needs a `result:`");
    }
  }

  /** {@code (Object,Object[])R}: of the lane's key, and of the event; null without a path. */
  private MethodHandle ofLane(PathResolver later, Optional<Path> path, Class<?> result)
      throws ReflectiveOperationException {
    if (path.isEmpty()) {
      return null;
    }
    int count = parameters.parameterCount();
    return later
        .resolve(path.get(), List.of(), result)
        .asType(MethodType.genericMethodType(count + 1).changeReturnType(result))
        .asSpreader(Object[].class, count);
  }

  /** {@code (Object,Object[],Throwable)void}; null without an error path. */
  private MethodHandle error(PathResolver later) throws ReflectiveOperationException {
    if (settings.error().isEmpty()) {
      return null;
    }
    int count = parameters.parameterCount();
    return later
        .resolve(settings.error().get(), List.of(Throwable.class), void.class)
        .asType(
            MethodType.genericMethodType(count + 1)
                .changeReturnType(void.class)
                .appendParameterTypes(Throwable.class))
        .asSpreader(1, Object[].class, count);
  }

  /** {@code (Object[])R}; null without a path. */
  private MethodHandle optional(Optional<Path> path, Class<?> result)
      throws ReflectiveOperationException {
    return path.isPresent()
        ? Linker.spread(paths.resolve(path.get(), List.of(), result), result)
        : null;
  }

  /**
   * A path that throws gives a default: the framework may not be ready for the question (a channel
   * without a loop, say), and the entry then goes on as without the agent.
   */
  private static MethodHandle orElse(MethodHandle path, Object otherwise) {
    Class<?> result = path.type().returnType();
    MethodHandle handler =
        MethodHandles.dropArguments(MethodHandles.constant(result, otherwise), 0, Throwable.class);
    return MethodHandles.catchException(path, Throwable.class, handler);
  }
}
