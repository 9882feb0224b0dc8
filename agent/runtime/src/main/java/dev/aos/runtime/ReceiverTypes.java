package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the rules say of receivers: which types are thread-safe, and which are handles of something
 * else, whose order they share. Decided once per class, by the names of its supertypes; nothing is
 * loaded for it.
 *
 * <p>A handle is asked where it comes from ({@code statement.getConnection()}) at every call. To
 * remember it when the handle is made would need no call of foreign code on the loop, but would see
 * only what woven calls make, and the usual rule names {@code execute*} alone: two statements of
 * one connection would overlap, silently. PostgreSQL's driver and H2 answer from a field. MySQL's
 * (9.1) takes the connection's lock for it: where several lanes share that, the loop waits while
 * another lane's call holds the lock, as it would without the agent. And nothing has to be
 * retained.
 */
final class ReceiverTypes {

  /** A result set has a statement, that has a connection; a wrapper may add some. */
  private static final int MOST_HOPS = 8;

  private static volatile ReceiverTypes current = new ReceiverTypes(new NoType(), Map.of());

  private final Predicate<String> threadSafe;
  private final Map<String, Path> origins;
  private final ClassValue<ReceiverType> byClass =
      new ClassValue<>() {
        @Override
        protected ReceiverType computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * @param threadSafe tells by its name whether the instances of a type are thread-safe
   * @param origins for each type of handles, by its name, the path to what the handle belongs to
   */
  ReceiverTypes(Predicate<String> threadSafe, Map<String, Path> origins) {
    this.threadSafe = threadSafe;
    this.origins = origins;
  }

  /** What the rules say; asked when a site is linked. */
  static ReceiverTypes current() {
    return current;
  }

  /** Sets what the rules say, for sites that are linked from now on. */
  static void set(ReceiverTypes types) {
    current = types;
  }

  /**
   * The object by whose identity calls on a receiver are ordered: itself, or what it is a handle
   * of.
   *
   * @return null if calls on the receiver may overlap
   */
  Object statefulKey(Object receiver) {
    return key(receiver, true);
  }

  /** The same, whether the receiver is thread-safe or not. */
  Object key(Object receiver) {
    return key(receiver, false);
  }

  private Object key(Object receiver, boolean statefulOnly) {
    Object key = receiver;
    for (int hops = 0; key != null && hops < MOST_HOPS; hops++) {
      ReceiverType type = byClass.get(key.getClass());
      if (statefulOnly && type.threadSafe()) {
        return null;
      }
      Object origin = type.originOf(key);
      if (origin == null) {
        return key;
      }
      key = origin;
    }
    return key;
  }

  private ReceiverType find(Class<?> type) {
    try {
      return Supertypes.first(type, threadSafe) != null
          ? new ReceiverType(true, null)
          : new ReceiverType(false, origin(type));
    } catch (Throwable failed) {
      Incidents.report("internal: " + failed);
      return new ReceiverType(false, null);
    }
  }

  /** {@code (Object)Object}; null if the type is none of handles. */
  private MethodHandle origin(Class<?> type) {
    if (type == null) {
      return null;
    }
    Path path = origins.get(type.getName());
    if (path != null) {
      return resolve(type, path);
    }
    MethodHandle origin = origin(type.getSuperclass());
    Class<?>[] superinterfaces = type.getInterfaces();
    for (int i = 0; origin == null && i < superinterfaces.length; i++) {
      origin = origin(superinterfaces[i]);
    }
    return origin;
  }

  private static MethodHandle resolve(Class<?> type, Path path) {
    try {
      return PathResolver.ofEvent(
              MethodHandles.publicLookup(), MethodType.methodType(void.class, type), true, path)
          .resolve(path, List.of(), Object.class)
          .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException missing) {
      Incidents.report(
          "calls on each " + type.getName() + " are ordered by themselves: " + missing);
      return null;
    }
  }

  /**
   * What is known of a class of receivers.
   *
   * @param origin gives what a handle belongs to; null if the class is none of handles
   */
  private record ReceiverType(boolean threadSafe, MethodHandle origin) {

    /** What the handle belongs to; null if to nothing, or it won't tell: it is closed, say. */
    Object originOf(Object handle) {
      if (origin == null) {
        return null;
      }
      try {
        return (Object) origin.invokeExact(handle);
      } catch (Throwable closed) {
        return null;
      }
    }
  }

  private static final class NoType implements Predicate<String> {

    @Override
    public boolean test(String name) {
      return false;
    }
  }
}
