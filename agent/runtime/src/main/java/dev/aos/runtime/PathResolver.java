package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Makes a method handle of a {@link Path}, with the access of the class in which the entry stands.
 * Types are followed statically: a step must exist in the declared type of the value before it.
 */
final class PathResolver {

  private final Lookup lookup;
  private final MethodType entryType;
  private final boolean instance;

  /**
   * @param lookup of the class in which the entry stands
   * @param entryType the entry's parameters, its receiver first if it has one
   * @param instance whether the first parameter is the receiver
   */
  PathResolver(Lookup lookup, MethodType entryType, boolean instance) {
    this.lookup = lookup;
    this.entryType = entryType;
    this.instance = instance;
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

  private MethodHandle resolveSteps(Path path, MethodType parameters, boolean hasIt)
      throws ReflectiveOperationException {
    Deque<Path.Step> steps = new ArrayDeque<>(path.steps());
    MethodHandle value;
    if (path.root() instanceof Path.Type type) {
      ClassLoader loader = lookup.lookupClass().getClassLoader();
      Class<?> owner = Class.forName(type.binaryName(), false, loader);
      // (it…)R becomes (parameters, it…)R.
      MethodHandle start = member(owner, steps.pop(), true);
      value = passIt(MethodHandles.dropArguments(start, 0, parameters.parameterList()), parameters);
    } else {
      int index = rootIndex(path.root(), parameters, hasIt);
      // (T)T becomes (parameters)T.
      value =
          MethodHandles.permuteArguments(
              MethodHandles.identity(parameters.parameterType(index)),
              parameters.changeReturnType(parameters.parameterType(index)),
              index);
    }
    while (!steps.isEmpty()) {
      // (parameters)T, then (T, it…)R: (parameters, it…)R.
      MethodHandle next = member(value.type().returnType(), steps.pop(), false);
      value = passIt(MethodHandles.collectArguments(next, 0, value), parameters);
    }
    return value;
  }

  /** {@code (parameters, it…)R} becomes {@code (parameters)R}: {@code it} is the last of them. */
  private static MethodHandle passIt(MethodHandle handle, MethodType parameters) {
    int count = parameters.parameterCount();
    int[] order = new int[handle.type().parameterCount()];
    for (int i = 0; i < order.length; i++) {
      order[i] = Math.min(i, count - 1);
    }
    MethodType type = parameters.changeReturnType(handle.type().returnType());
    MethodType widened = handle.type();
    for (int i = count; i < order.length; i++) {
      widened = widened.changeParameterType(i, parameters.parameterType(count - 1));
    }
    return MethodHandles.permuteArguments(handle.asType(widened), type, order);
  }

  private int rootIndex(Path.Root root, MethodType parameters, boolean hasIt)
      throws NoSuchFieldException {
    if (root instanceof Path.Argument argument) {
      int index = argument.index() + (instance ? 1 : 0);
      if (index < entryType.parameterCount()) {
        return index;
      }
      throw new NoSuchFieldException("the entry has no argument " + argument.index());
    }
    if (root instanceof Path.This && instance) {
      return 0;
    }
    if (root instanceof Path.It && hasIt) {
      return parameters.parameterCount() - 1;
    }
    throw new NoSuchFieldException("there is no such value here");
  }

  private MethodHandle member(Class<?> owner, Path.Step step, boolean isStatic)
      throws ReflectiveOperationException {
    if (step instanceof Path.Call call) {
      return method(owner, call, isStatic);
    }
    Field field = field(owner, step.name(), isStatic);
    return accessTo(field.getDeclaringClass())
        .unreflectGetter(field)
        .asType(
            isStatic
                ? MethodType.methodType(field.getType())
                : MethodType.methodType(field.getType(), owner));
  }

  private MethodHandle method(Class<?> owner, Path.Call call, boolean isStatic)
      throws ReflectiveOperationException {
    for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
      for (Method method : type == owner ? type.getMethods() : new Method[0]) {
        if (fits(method, call, isStatic)) {
          return bind(owner, method, call, isStatic);
        }
      }
      for (Method method : type.getDeclaredMethods()) {
        if (fits(method, call, isStatic)) {
          return bind(owner, method, call, isStatic);
        }
      }
    }
    throw new NoSuchMethodException("no method " + call.name() + " in " + owner.getName());
  }

  private static boolean fits(Method method, Path.Call call, boolean isStatic) {
    Class<?>[] types = method.getParameterTypes();
    if (!method.getName().equals(call.name())
        || Modifier.isStatic(method.getModifiers()) != isStatic
        || types.length != call.arguments().size()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object argument = call.arguments().get(i);
      if (!(argument instanceof Path.It) && !boxed(types[i]).isInstance(argument)) {
        return false;
      }
    }
    return true;
  }

  /** The method with its literals bound: {@code (receiver, it…)R}. */
  private MethodHandle bind(Class<?> owner, Method method, Path.Call call, boolean isStatic)
      throws IllegalAccessException {
    MethodHandle handle = accessTo(method.getDeclaringClass()).unreflect(method).asFixedArity();
    int position = isStatic ? 0 : 1;
    for (Object argument : call.arguments()) {
      if (argument instanceof Path.It) {
        position++;
      } else {
        handle = MethodHandles.insertArguments(handle, position, argument);
      }
    }
    return isStatic ? handle : handle.asType(handle.type().changeParameterType(0, owner));
  }

  private Lookup accessTo(Class<?> declaring) {
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
