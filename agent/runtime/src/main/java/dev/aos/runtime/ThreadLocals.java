package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes {@link ThreadLocal}s of this thread without running anybody's code: {@code get}
 * would call {@code initialValue}, and each method may be overridden. The map behind them is
 * private to {@code java.lang}, which must be open to the boot loader's unnamed module; it has had
 * this shape from JDK 17 to 25.
 */
final class ThreadLocals {

  /** The value of a variable that has been set to null where null is not its initial value. */
  static final Object NULL = new Object();

  private static final MethodHandle MAP;
  private static final MethodHandle CREATE;
  private static final MethodHandle ENTRY;
  private static final MethodHandle VALUE;
  private static final MethodHandle SET;
  private static final MethodHandle REMOVE;
  private static final MethodHandle TABLE;
  private static final MethodHandle PLAIN_MAP;
  private static final String OBSTACLE;

  static {
    MethodHandle[] handles = new MethodHandle[8];
    String obstacle = "";
    try {
      find(handles);
    } catch (Throwable unavailable) {
      obstacle = unavailable.toString();
    }
    MAP = handles[0];
    CREATE = handles[1];
    ENTRY = handles[2];
    VALUE = handles[3];
    SET = handles[4];
    REMOVE = handles[5];
    TABLE = handles[6];
    PLAIN_MAP = handles[7];
    OBSTACLE = obstacle;
  }

  private ThreadLocals() {
    // no instances
  }

  private static void find(MethodHandle[] handles) throws ReflectiveOperationException {
    Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap", false, null);
    Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry", false, null);
    Lookup inside = MethodHandles.privateLookupIn(ThreadLocal.class, MethodHandles.lookup());
    // Overridden in InheritableThreadLocal, which has a map of its own.
    handles[0] =
        inside
            .findVirtual(ThreadLocal.class, "getMap", MethodType.methodType(map, Thread.class))
            .asType(MethodType.methodType(Object.class, ThreadLocal.class, Thread.class));
    handles[1] =
        inside.findVirtual(
            ThreadLocal.class,
            "createMap",
            MethodType.methodType(void.class, Thread.class, Object.class));
    Lookup insideMap = MethodHandles.privateLookupIn(map, MethodHandles.lookup());
    handles[2] =
        insideMap
            .findVirtual(map, "getEntry", MethodType.methodType(entry, ThreadLocal.class))
            .asType(MethodType.methodType(Object.class, Object.class, ThreadLocal.class));
    handles[3] =
        MethodHandles.privateLookupIn(entry, MethodHandles.lookup())
            .findGetter(entry, "value", Object.class)
            .asType(MethodType.methodType(Object.class, Object.class));
    handles[4] =
        insideMap
            .findVirtual(
                map, "set", MethodType.methodType(void.class, ThreadLocal.class, Object.class))
            .asType(
                MethodType.methodType(void.class, Object.class, ThreadLocal.class, Object.class));
    handles[5] =
        insideMap
            .findVirtual(map, "remove", MethodType.methodType(void.class, ThreadLocal.class))
            .asType(MethodType.methodType(void.class, Object.class, ThreadLocal.class));
    handles[6] =
        insideMap
            .findGetter(map, "table", entry.arrayType())
            .asType(MethodType.methodType(Object[].class, Object.class));
    handles[7] =
        MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
            .findGetter(Thread.class, "threadLocals", map)
            .asType(MethodType.methodType(Object.class, Thread.class));
  }

  /** Why thread locals can't be read here; empty if they can. */
  static String obstacle() {
    return OBSTACLE;
  }

  /**
   * Whether a variable that has never been set gives something else than null, or may. Then null
   * and "not set" are two states.
   */
  static boolean hasInitialValue(ThreadLocal<?> variable) {
    for (Class<?> type = variable.getClass(); type != null; type = type.getSuperclass()) {
      if (type == ThreadLocal.class) {
        return false;
      }
      try {
        Method ignored = type.getDeclaredMethod("initialValue");
        return true;
      } catch (NoSuchMethodException inherited) {
        // Look further up.
      } catch (LinkageError unknown) {
        return true;
      }
    }
    return true;
  }

  /**
   * The variable's value on this thread.
   *
   * @param nullIsState whether null that was set differs from "not set"; then it is {@link #NULL}
   * @return null if it is not set
   */
  static Object get(ThreadLocal<?> variable, boolean nullIsState) throws Throwable {
    return get((Object) MAP.invokeExact(variable, Thread.currentThread()), variable, nullIsState);
  }

  /** This thread's map of plain variables, for several of them; null if there is none. */
  static Object map() {
    try {
      return PLAIN_MAP == null ? null : (Object) PLAIN_MAP.invokeExact(Thread.currentThread());
    } catch (Throwable impossible) {
      throw Sneaky.rethrow(impossible);
    }
  }

  /** The variable's value in a map. */
  static Object get(Object map, ThreadLocal<?> variable, boolean nullIsState) throws Throwable {
    if (map == null) {
      return null;
    }
    Object entry = (Object) ENTRY.invokeExact(map, variable);
    if (entry == null) {
      return null;
    }
    Object value = (Object) VALUE.invokeExact(entry);
    return value == null && nullIsState ? NULL : value;
  }

  /**
   * All variables of this thread that are set, each followed by its value.
   *
   * @param any a variable of the kind that is meant: inheritable ones are kept apart
   */
  static List<Object> all(ThreadLocal<?> any) throws Throwable {
    List<Object> pairs = new ArrayList<>();
    Object map = (Object) MAP.invokeExact(any, Thread.currentThread());
    if (map != null) {
      for (Object entry : (Object[]) TABLE.invokeExact(map)) {
        Object variable = entry == null ? null : ((Reference<?>) entry).get();
        if (variable != null) {
          pairs.add(variable);
          pairs.add((Object) VALUE.invokeExact(entry));
        }
      }
    }
    return pairs;
  }

  /** Sets what {@link #get} has given: null makes the variable "not set". */
  static void set(ThreadLocal<?> variable, Object value) throws Throwable {
    Thread thread = Thread.currentThread();
    Object map = (Object) MAP.invokeExact(variable, thread);
    if (value == null) {
      if (map != null) {
        REMOVE.invokeExact(map, variable);
      }
    } else if (map != null) {
      SET.invokeExact(map, variable, value == NULL ? null : value);
    } else {
      CREATE.invokeExact(variable, thread, value == NULL ? null : value);
    }
  }
}
