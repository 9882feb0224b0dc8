package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The paths of {@link CarrierSettings.Calls} as method handles. All take the element first: the
 * object that has the methods, or null if they are static.
 */
final class StateHandles {

  private static final MethodType GET = MethodType.methodType(Object.class, Object.class);
  private static final MethodType PUT =
      MethodType.methodType(void.class, Object.class, Object.class);

  private static final MethodHandle IS_NONE;
  private static final MethodHandle IS_ZERO;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      IS_NONE =
          lookup.findVirtual(
              StateHandles.class, "isNone", MethodType.methodType(boolean.class, Object.class));
      IS_ZERO =
          lookup.findStatic(
              StateHandles.class, "isZero", MethodType.methodType(boolean.class, int.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** {@code get} with the type that the state has. */
  private final MethodHandle typedGet;

  private final MethodHandle get;
  private final MethodHandle put;

  /** {@code (element)void}; null if null is put instead. */
  private final MethodHandle clear;

  private final boolean clearFirst;

  /** What "none" is when it is put: null, but for state of a primitive type. */
  private final Object none;

  private StateHandles(
      MethodHandle get, MethodHandle put, MethodHandle clear, boolean clearFirst, Object none) {
    this.typedGet = get;
    this.get = get.asType(GET);
    this.put = put;
    this.clear = clear;
    this.clearFirst = clearFirst;
    this.none = none;
  }

  /**
   * Resolves the paths.
   *
   * @param lookup of the class that owns the state
   * @param element the type of {@code this}; {@code Object} where there is none
   * @param hasElement whether paths may begin with {@code this}
   */
  static StateHandles of(
      CarrierSettings.Calls calls, Lookup lookup, Class<?> element, boolean hasElement)
      throws ReflectiveOperationException {
    MethodType parameters = MethodType.methodType(void.class, element);
    PathResolver paths = PathResolver.ofValue(lookup, parameters, hasElement);
    MethodHandle get = paths.resolveTyped(calls.get());
    Class<?> state = get.type().returnType();
    MethodHandle put = paths.resolve(calls.put(), List.of(state), void.class);
    MethodHandle clear =
        calls.clear().isPresent()
            ? paths
                .resolve(calls.clear().get(), List.of(), void.class)
                .asType(MethodType.methodType(void.class, Object.class))
            : null;
    Object none = state.isPrimitive() ? zero(state) : null;
    return new StateHandles(get, put.asType(PUT), clear, calls.clearFirst(), none);
  }

  private static Object zero(Class<?> primitive) {
    try {
      return MethodHandles.zero(primitive).invoke();
    } catch (Throwable impossible) {
      throw Sneaky.rethrow(impossible);
    }
  }

  /** {@code ()boolean}: whether there is no state; where there is no element. */
  MethodHandle noneTest() {
    if (typedGet.type().returnType() == int.class) {
      // A box for each event would cost more than all the rest of the question.
      MethodHandle test = MethodHandles.filterReturnValue(typedGet, IS_ZERO);
      return MethodHandles.insertArguments(test, 0, (Object) null);
    }
    return MethodHandles.filterReturnValue(get.bindTo(null), IS_NONE.bindTo(this));
  }

  Object get(Object element) throws Throwable {
    Object value = (Object) get.invokeExact(element);
    return isNone(value) ? null : value;
  }

  void set(Object element, Object value) throws Throwable {
    if (clear != null && (value == null || clearFirst)) {
      clear.invokeExact(element);
    }
    if (value != null) {
      put.invokeExact(element, value);
    } else if (clear == null) {
      put.invokeExact(element, none);
    }
  }

  private static boolean isZero(int value) {
    return value == 0;
  }

  private boolean isNone(Object value) {
    if (value == null || none != null && none.equals(value)) {
      return true;
    }
    return value instanceof Map && ((Map<?, ?>) value).isEmpty()
        || value instanceof Collection && ((Collection<?>) value).isEmpty();
  }
}
