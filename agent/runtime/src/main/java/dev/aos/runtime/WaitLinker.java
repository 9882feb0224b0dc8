package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds how the calls of a site are waited for, by the class that their receiver has at run time,
 * and resolves the paths of that. Neither does the site keep classes of receivers alive, nor does a
 * class of receivers, which may be one of the JDK, keep the site's.
 */
final class WaitLinker {

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
  private final ByReceiver byReceiver = new ByReceiver();

  /** Those whose paths begin with what the site's class keeps alive anyhow. */
  private final Map<Meant, LinkedWait> ofSite = new ConcurrentHashMap<>();

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
  LinkedWait get(Class<?> receiver) {
    return byReceiver.get(receiver).way.get();
  }

  private record Meant(WaitSettings settings, Class<?> self) {}

  /**
   * A way, as a class of receivers refers to it.
   *
   * @param way may lead to the site's class, and so to all of its loader
   * @param kept the same where the site does not refer to it; else null
   */
  private record Found(WeakReference<LinkedWait> way, LinkedWait kept) {
    Found(LinkedWait way, boolean bySite) {
      this(new WeakReference<>(way), bySite ? null : way);
    }
  }

  private final class ByReceiver extends ClassValue<Found> {
    @Override
    protected Found computeValue(Class<?> receiver) {
      long start = System.nanoTime();
      try {
        return find(receiver);
      } catch (Throwable failed) {
        Incidents.report(
            site.settings().callAtPlace()
                + " is dispatched to a worker, since nobody else can wait for it: "
                + failed);
        return new Found(null, false);
      } finally {
        Registry.countLinkingTime(System.nanoTime() - start);
      }
    }
  }

  private Found find(Class<?> receiver) throws ReflectiveOperationException {
    for (WaitSettings one : settings) {
      Optional<Class<?>> self = self(one, receiver);
      if (self.isPresent()) {
        return isKnownToCaller(self.get())
            ? new Found(ofSite(new Meant(one, self.get())), true)
            : new Found(link(one, self.get()), false);
      }
    }
    return new Found(null, false);
  }

  /** The same one for all classes of receivers. */
  private LinkedWait ofSite(Meant meant) throws ReflectiveOperationException {
    LinkedWait known = ofSite.get(meant);
    if (known != null) {
      return known;
    }
    LinkedWait linked = link(meant.settings(), meant.self());
    LinkedWait first = ofSite.putIfAbsent(meant, linked);
    return first == null ? linked : first;
  }

  /** The type of {@code this}: what {@code when} names, if that has more to offer than the call. */
  private Optional<Class<?>> self(WaitSettings one, Class<?> receiver) {
    Class<?> declared = declared();
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

  private Class<?> declared() {
    return instance ? type.parameterType(0) : Object.class;
  }

  /** Whether the site's class keeps a type alive anyhow. */
  private boolean isKnownToCaller(Class<?> other) {
    ClassLoader sought = other.getClassLoader();
    ClassLoader loader = caller.lookupClass().getClassLoader();
    while (loader != null && loader != sought) {
      loader = loader.getParent();
    }
    return loader == sought || other == declared();
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
