package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Makes a method handle of a {@link Path}, with the access of the class in which the entry stands.
 * Types are followed statically: a step must exist in the declared type of the value before it.
 */
final class PathResolver {

  private static final String RUNTIME = PathResolver.class.getPackageName() + ".";

  private final Lookup lookup;
  private final MethodType entryType;
  private final Optional<Path> lane;

  /** Where in the parameters the entry's receiver and arguments begin. */
  private final int first;

  private final boolean instance;

  private PathResolver(
      Lookup lookup, MethodType entryType, boolean instance, Optional<Path> lane, int first) {
    this.lookup = lookup;
    this.entryType = entryType;
    this.instance = instance;
    this.lane = lane;
    this.first = first;
  }

  /**
   * Resolves paths of an event.
   *
   * @param lookup of the class in which the entry stands
   * @param entryType the entry's parameters, its receiver first if it has one
   * @param instance whether the first parameter is the receiver
   * @param lane the path of the entry's lane, which other paths may begin with
   */
  static PathResolver ofEvent(Lookup lookup, MethodType entryType, boolean instance, Path lane) {
    return new PathResolver(lookup, entryType, instance, Optional.of(lane), 0);
  }

  /**
   * Resolves paths where there is no lane.
   *
   * @param lookup of the class on whose behalf
   * @param parameters what paths may begin with: {@code this} first if there is one
   * @param instance whether the first parameter is {@code this}
   */
  static PathResolver ofValue(Lookup lookup, MethodType parameters, boolean instance) {
    return new PathResolver(lookup, parameters, instance, Optional.empty(), 0);
  }

  /**
   * Resolves paths that are used after the event: by then its arguments may have been recycled, so
   * the lane's key is a parameter of its own, before the entry's.
   *
   * @param lookup of the class in which the entry stands
   * @param laneType the type of the lane's key
   * @param entryType the entry's parameters, its receiver first if it has one
   * @param instance whether the first parameter of the entry is the receiver
   */
  static PathResolver ofLane(
      Lookup lookup, Class<?> laneType, MethodType entryType, boolean instance) {
    MethodType type = entryType.insertParameterTypes(0, laneType);
    return new PathResolver(lookup, type, instance, Optional.empty(), 1);
  }

  /**
   * Resolves a path.
   *
   * @param path the path
   * @param it the types of {@code it}, at most one; it becomes the last parameter
   * @param result the type of the result; void drops it
   * @return a handle from the entry's parameters (and {@code it}) to the result
   * @throws ReflectiveOperationException if a class or member is not there or not accessible; the
   *     message names the path
   */
  MethodHandle resolve(Path path, List<Class<?>> it, Class<?> result)
      throws ReflectiveOperationException {
    MethodType parameters = entryType.appendParameterTypes(it);
    try {
      return resolveSteps(path, parameters, !it.isEmpty())
          .asType(parameters.changeReturnType(result));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failed) {
      throw new ReflectiveOperationException("path " + path + ": " + failed, failed);
    }
  }

  /**
   * Resolves a path without {@code it}, and leaves the result the type that it has.
   *
   * @throws ReflectiveOperationException as {@link #resolve}
   */
  MethodHandle resolveTyped(Path path) throws ReflectiveOperationException {
    try {
      return resolveSteps(path, entryType, false);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failed) {
      throw new ReflectiveOperationException("path " + path + ": " + failed, failed);
    }
  }

  private MethodHandle resolveSteps(Path path, MethodType parameters, boolean hasIt)
      throws ReflectiveOperationException {
    Deque<Path.Step> steps = new ArrayDeque<>(path.steps());
    MethodHandle value;
    if (path.root() instanceof Path.Type type) {
      Class<?> owner = Class.forName(type.binaryName(), false, loaderOf(type));
      value = member(owner, steps.pop(), Optional.empty(), parameters, hasIt);
    } else if (path.root() instanceof Path.LaneKey && lane.isPresent() && path != lane.get()) {
      value = resolveSteps(lane.get(), parameters, hasIt);
    } else {
      value = parameter(rootIndex(path.root(), parameters, hasIt), parameters);
    }
    while (!steps.isEmpty()) {
      Class<?> owner = value.type().returnType();
      value = member(owner, steps.pop(), Optional.of(value), parameters, hasIt);
    }
    return value;
  }

  /** Not every loader of an application delegates to the runtime's. */
  private ClassLoader loaderOf(Path.Type type) {
    Class<?> seeing =
        type.binaryName().startsWith(RUNTIME) ? PathResolver.class : lookup.lookupClass();
    return seeing.getClassLoader();
  }

  /** {@code (parameters)T}: one of the parameters. */
  private static MethodHandle parameter(int index, MethodType parameters) {
    Class<?> type = parameters.parameterType(index);
    return MethodHandles.permuteArguments(
        MethodHandles.identity(type), parameters.changeReturnType(type), index);
  }

  private int rootIndex(Path.Root root, MethodType parameters, boolean hasIt)
      throws NoSuchFieldException {
    if (root instanceof Path.Argument argument) {
      int index = first + argument.index() + (instance ? 1 : 0);
      if (index < entryType.parameterCount()) {
        return index;
      }
      throw new NoSuchFieldException("the entry has no argument " + argument.index());
    }
    if (root instanceof Path.This && instance) {
      return first;
    }
    if (root instanceof Path.LaneKey && first > 0) {
      return 0;
    }
    if (root instanceof Path.It && hasIt) {
      return parameters.parameterCount() - 1;
    }
    throw new NoSuchFieldException("there is no such value here");
  }

  /**
   * One step: {@code (parameters)R}.
   *
   * @param receiver {@code (parameters)T}; empty for a static member
   */
  private MethodHandle member(
      Class<?> owner,
      Path.Step step,
      Optional<MethodHandle> receiver,
      MethodType parameters,
      boolean hasIt)
      throws ReflectiveOperationException {
    List<MethodHandle> values = new ArrayList<>();
    receiver.ifPresent(values::add);
    MethodHandle member;
    if (isCast(step) && receiver.isPresent()) {
      return cast(receiver.get(), (String) ((Path.Call) step).arguments().get(0));
    }
    if (step instanceof Path.Call call) {
      for (Object argument : call.arguments()) {
        values.add(argument(argument, parameters, hasIt));
      }
      member =
          method(
              owner,
              call,
              receiver.isEmpty(),
              values.subList(receiver.isEmpty() ? 0 : 1, values.size()));
    } else {
      Field field = field(owner, step.name(), receiver.isEmpty());
      member = accessTo(field.getDeclaringClass()).unreflectGetter(field);
    }
    return apply(member, values, parameters);
  }

  /**
   * {@code .as("binary.Name")}: types are followed statically, and sometimes that is not enough.
   */
  private static boolean isCast(Path.Step step) {
    return step instanceof Path.Call call
        && call.name().equals("as")
        && call.arguments().size() == 1
        && call.arguments().get(0) instanceof String;
  }

  private MethodHandle cast(MethodHandle value, String className) throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, lookup.lookupClass().getClassLoader());
    return value.asType(value.type().changeReturnType(type));
  }

  /** {@code (parameters)A}: a literal, {@code it}, or a path of its own. */
  private MethodHandle argument(Object argument, MethodType parameters, boolean hasIt)
      throws ReflectiveOperationException {
    if (argument instanceof Path path) {
      return resolveSteps(path, parameters, hasIt);
    }
    if (argument instanceof Path.It it) {
      return parameter(rootIndex(it, parameters, hasIt), parameters);
    }
    if (argument instanceof Path.Null) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(Void.class, null), 0, parameters.parameterList());
    }
    Class<?> type = MethodType.methodType(argument.getClass()).unwrap().returnType();
    return MethodHandles.dropArguments(
        MethodHandles.constant(type, argument), 0, parameters.parameterList());
  }

  /**
   * {@code (V…)R} with a {@code (parameters)V} for each of its parameters: {@code (parameters)R}.
   */
  private static MethodHandle apply(
      MethodHandle member, List<MethodHandle> values, MethodType parameters) {
    MethodHandle applied = member;
    for (int i = values.size() - 1; i >= 0; i--) {
      MethodHandle value = values.get(i);
      Class<?> wanted = member.type().parameterType(i);
      applied = MethodHandles.collectArguments(applied, i, as(wanted, value));
    }
    // (parameters, parameters, …)R: all copies are the same.
    int[] order = new int[applied.type().parameterCount()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i % parameters.parameterCount();
    }
    return MethodHandles.permuteArguments(
        applied, parameters.changeReturnType(member.type().returnType()), order);
  }

  private static MethodHandle as(Class<?> wanted, MethodHandle value) {
    return isMadeInto(wanted, value)
        ? MethodHandles.filterReturnValue(value, Signals.into(wanted))
        : value.asType(value.type().changeReturnType(wanted));
  }

  /** A callback becomes whatever interface is asked for. */
  private static boolean isMadeInto(Class<?> wanted, MethodHandle value) {
    return value.type().returnType() == Signal.class
        && wanted.isInterface()
        && !wanted.isAssignableFrom(Signal.class);
  }

  private MethodHandle method(
      Class<?> owner, Path.Call call, boolean isStatic, List<MethodHandle> arguments)
      throws ReflectiveOperationException {
    for (Method method : owner.getMethods()) {
      if (fits(method, call, isStatic, arguments)) {
        return access(method);
      }
    }
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (fits(method, call, isStatic, arguments)) {
          return access(method);
        }
      }
    }
    throw new NoSuchMethodException("no method " + call.name() + " in " + owner.getName());
  }

  private static boolean fits(
      Method method, Path.Call call, boolean isStatic, List<MethodHandle> arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (!method.getName().equals(call.name())
        || Modifier.isStatic(method.getModifiers()) != isStatic
        || types.length != arguments.size()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Class<?> given = arguments.get(i).type().returnType();
      boolean isNull = given == Void.class && !types[i].isPrimitive();
      if (!isNull
          && !isMadeInto(types[i], arguments.get(i))
          && !boxed(types[i]).isAssignableFrom(boxed(given))) {
        return false;
      }
    }
    return true;
  }

  private MethodHandle access(Method method) throws IllegalAccessException {
    return accessTo(method.getDeclaringClass()).unreflect(method).asFixedArity();
  }

  private Lookup accessTo(Class<?> declaring) {
    if (declaring == Conditions.class
        || declaring == Buffers.class
        || declaring == Sources.class
        || declaring == SelectionKeys.class
        || declaring == ExecutorLoop.class
        || declaring == WaitFailures.class
        || declaring == FutureSignals.class) {
      // A class of the JDK has no way to it: its module doesn't read the runtime's.
      return MethodHandles.lookup();
    }
    try {
      return MethodHandles.privateLookupIn(declaring, lookup);
    } catch (IllegalAccessException otherModule) {
      return lookup;
    }
  }

  private static Field field(Class<?> owner, String name, boolean isStatic)
      throws NoSuchFieldException {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name) && Modifier.isStatic(field.getModifiers()) == isStatic) {
          return field;
        }
      }
    }
    throw new NoSuchFieldException("no field " + name + " in " + owner.getName());
  }

  private static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
  }
}
