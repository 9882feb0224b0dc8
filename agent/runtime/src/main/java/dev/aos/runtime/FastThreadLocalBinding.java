package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * A {@code FastThreadLocal} of Netty, or of a copy of Netty in another package. It is unset in the
 * map behind it: {@code remove} would call {@code onRemoval}, with which an application gives back
 * what it has not finished with.
 */
final class FastThreadLocalBinding implements Binding {

  private static final String VARIABLE = ".concurrent.FastThreadLocal";
  private static final String MAP = ".internal.InternalThreadLocalMap";

  /** {@code ()Object}: this thread's map, or null. */
  private final MethodHandle map;

  /** {@code (Object)Object}: the variable's slot in a map. */
  private final MethodHandle read;

  /** {@code (Object)void}: empties the slot in a map. */
  private final MethodHandle unset;

  /** {@code (Object)void}: sets the variable. */
  private final MethodHandle set;

  private final Object unsetValue;

  private FastThreadLocalBinding(Object variable, Class<?> type, Class<?> mapType)
      throws Throwable {
    Lookup ofVariable = Lookups.inside(type);
    Lookup ofMap = Lookups.inside(mapType);
    int index = (int) ofVariable.findGetter(type, "index", int.class).invoke(variable);
    unsetValue = ofMap.findStaticGetter(mapType, "UNSET", Object.class).invoke();
    map =
        ofMap
            .findStatic(mapType, "getIfSet", MethodType.methodType(mapType))
            .asType(MethodType.methodType(Object.class));
    read =
        MethodHandles.insertArguments(
                ofMap.findVirtual(
                    mapType, "indexedVariable", MethodType.methodType(Object.class, int.class)),
                1,
                index)
            .asType(MethodType.methodType(Object.class, Object.class));
    unset =
        MethodHandles.insertArguments(
                ofMap.findVirtual(
                    mapType,
                    "setIndexedVariable",
                    MethodType.methodType(boolean.class, int.class, Object.class)),
                1,
                index,
                unsetValue)
            .asType(MethodType.methodType(void.class, Object.class));
    set =
        ofVariable
            .findVirtual(type, "set", MethodType.methodType(void.class, Object.class))
            .bindTo(variable);
  }

  /**
   * The binding of a value that may be such a variable.
   *
   * @return null if it is none
   */
  static Binding of(Object variable) throws Throwable {
    for (Class<?> type = variable.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().endsWith(VARIABLE)) {
        String name = type.getName();
        String mapName = name.substring(0, name.length() - VARIABLE.length()) + MAP;
        Class<?> mapType = Class.forName(mapName, false, type.getClassLoader());
        return new FastThreadLocalBinding(variable, type, mapType);
      }
    }
    return null;
  }

  @Override
  public Object get() throws Throwable {
    Object mine = (Object) map.invokeExact();
    if (mine == null) {
      return null;
    }
    Object value = (Object) read.invokeExact(mine);
    return value == unsetValue ? null : value == null ? ThreadLocals.NULL : value;
  }

  @Override
  public void set(Object value) throws Throwable {
    if (value != null) {
      set.invokeExact(value == ThreadLocals.NULL ? null : value);
      return;
    }
    Object mine = (Object) map.invokeExact();
    if (mine != null) {
      unset.invokeExact(mine);
    }
  }
}
