package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Finds how the calls of a site are waited for, by the class that their receiver has at run time,
 * and resolves the paths of that. Its results keep no class of receivers alive.
 */
final class WaitLinker extends ClassValue<LinkedWait> {

  private static final MethodHandle IS_NOT_ZERO;
  private static final MethodHandle IS_FALSE;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      IS_NOT_ZERO =
          lookup.findStatic(
              WaitLinker.class, "isNotZero", MethodType.methodType(boolean.class, long.class));
      IS_FALSE =
          lookup.findStatic(
              WaitLinker.class, "isFalse", MethodType.methodType(boolean.class, boolean.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Lookup caller;
  private final MethodType type;
  private final boolean instance;
  private final List<WaitSettings> settings;
  private final Site site;

  /**
   * @param caller the class in which the call stands
   * @param type the call's receiver and arguments to result
   * @param instance whether it has a receiver
   * @param site the site
   */
  WaitLinker(Lookup caller, MethodType type, boolean instance, Site site) {
    this.caller = caller;
    this.type = type;
    this.instance = instance;
    this.settings = site.settings().policy().waits();
    this.site = site;
  }

  /** The way for receivers of a class; null if there is none. Of static calls, of any class. */
  @Override
  protected LinkedWait computeValue(Class<?> receiver) {
    long start = System.nanoTime();
    try {
      for (WaitSettings one : settings) {
        Optional<Class<?>> self = self(one, receiver);
        if (self.isPresent()) {
          return link(one, self.get());
        }
      }
    } catch (Throwable failed) {
      Incidents.report(
          site.settings().callAtPlace()
              + " is dispatched to a worker, since nobody else can wait for it: "
              + failed);
    } finally {
      Registry.countLinkingTime(System.nanoTime() - start);
    }
    return null;
  }

  /** The type of {@code this}: what {@code when} names, if that has more to offer than the call. */
  private Optional<Class<?>> self(WaitSettings one, Class<?> receiver) {
    Class<?> declared = instance ? type.parameterType(0) : Object.class;
    if (one.when().isEmpty()) {
      return Optional.of(declared);
    }
    Class<?> found = Supertypes.first(receiver, one.when()::contains);
    if (found == null || !instance) {
      return Optional.empty();
    }
    boolean better = !found.isAssignableFrom(declared) && isVisible(found);
    return Optional.of(better ? found : declared);
  }

  private boolean isVisible(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && type.getModule().isExported(type.getPackageName(), caller.lookupClass().getModule());
  }

  private LinkedWait link(WaitSettings one, Class<?> self) throws ReflectiveOperationException {
    MethodType parameters = instance ? type.changeParameterType(0, self) : type;
    PathResolver paths = PathResolver.ofValue(caller, parameters, instance);
    WaitLimit limit = WaitLimit.of(type, instance, one.timeout());
    if (one.means() instanceof WaitSettings.Instead instead) {
      return new LinkedWait(
          one,
          limit,
          null,
          null,
          null,
          Linker.spread(
              paths.resolve(instead.stage(), List.of(), CompletionStage.class),
              CompletionStage.class),
          withIt(paths, instead.result(), Object.class, Object.class),
          withIt(paths, instead.failure().error(), Throwable.class, Throwable.class),
          expired(paths, instead.failure().expired(), limit));
    }
    MethodHandle state = null;
    MethodHandle subscribe = null;
    MethodHandle unsubscribe = null;
    if (one.means() instanceof WaitSettings.Dispatch dispatch) {
      state = state(paths, dispatch.state());
    } else if (one.means() instanceof WaitSettings.Subscribe subscription) {
      state = state(paths, subscription.state());
      subscribe = withIt(paths, Optional.of(subscription.subscribe()), Signal.class, void.class);
      unsubscribe = withIt(paths, subscription.unsubscribe(), Signal.class, void.class);
    } else if (limit == null) {
      throw new NoSuchMethodException("the call has no time to wait at argument " + one.timeout());
    }
    return new LinkedWait(one, limit, state, subscribe, unsubscribe, null, null, null, null);
  }

  private static MethodHandle expired(PathResolver paths, Optional<Path> path, WaitLimit limit)
      throws ReflectiveOperationException {
    return path.isEmpty() || limit == null
        ? null
        : Linker.spread(paths.resolve(path.get(), List.of(), Throwable.class), Throwable.class);
  }

  /** {@code (Object[])boolean}: is it over? */
  private static MethodHandle state(PathResolver paths, WaitSettings.State question)
      throws ReflectiveOperationException {
    MethodHandle answer = paths.resolveTyped(question.path());
    Class<?> result = answer.type().returnType();
    if (result != boolean.class && result != Boolean.class) {
      answer =
          MethodHandles.filterReturnValue(
              answer.asType(answer.type().changeReturnType(long.class)), IS_NOT_ZERO);
    }
    MethodHandle yes = Linker.spread(answer, boolean.class);
    return question.over() ? yes : MethodHandles.filterReturnValue(yes, IS_FALSE);
  }

  private static boolean isNotZero(long number) {
    return number != 0;
  }

  private static boolean isFalse(boolean answer) {
    return !answer;
  }

  /** {@code (Object[],I)R}; null without a path. */
  private static MethodHandle withIt(
      PathResolver paths, Optional<Path> path, Class<?> it, Class<?> result)
      throws ReflectiveOperationException {
    if (path.isEmpty()) {
      return null;
    }
    MethodHandle resolved = paths.resolve(path.get(), List.of(it), result);
    int count = resolved.type().parameterCount() - 1;
    MethodType generic =
        MethodType.genericMethodType(count).changeReturnType(result).appendParameterTypes(it);
    return resolved.asType(generic).asSpreader(0, Object[].class, count);
  }
}
