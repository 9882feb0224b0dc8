package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Makes the functional object of one method reference, as the JDK does, but with calls that are
 * woven. The JDK's metafactory takes no handle that is not that of a method; so it gets a method
 * that calls a handle, and the handle as one more captured value.
 */
final class ReferenceLinker {

  private static final int INTERFACE_TYPE = 0;
  private static final int IMPLEMENTATION = 1;
  private static final int CALLED_TYPE = 2;

  /** How many static arguments the metafactory without flags has. */
  private static final int PLAIN = 3;

  private static volatile Class<?> invokers;

  private final Lookup caller;
  private final String name;
  private final MethodType type;
  private final Object[] arguments;

  /**
   * @param caller the class in which the reference stands
   * @param name the name of the functional interface's method
   * @param type what the reference captures to the functional interface
   * @param arguments the static arguments for the metafactory
   */
  ReferenceLinker(Lookup caller, String name, MethodType type, Object[] arguments) {
    this.caller = caller;
    this.name = name;
    this.type = type;
    this.arguments = arguments;
  }

  /**
   * Says which class calls handles.
   *
   * @param type a public class that every class sees, with public static methods {@code invoke}
   *     that take a handle and any number of objects
   */
  static void invokeBy(Class<?> type) {
    invokers = type;
  }

  /** Links the reference to the method that it names. */
  CallSite linkAsWithoutAgent() throws LambdaConversionException {
    return metafactory(type, arguments);
  }

  /**
   * Links the reference to a handle.
   *
   * @param call takes what the named method does: receiver, arguments
   */
  CallSite linkTo(MethodHandle call) throws Throwable {
    MethodType called = (MethodType) arguments[CALLED_TYPE];
    MethodType whole = called.insertParameterTypes(0, type.parameterList());
    // In two steps: the first converts as the metafactory would have, the second boxes.
    MethodHandle invoked = call.asType(whole).asType(whole.generic());
    Object[] changed = arguments.clone();
    changed[IMPLEMENTATION] = invoker(whole.parameterCount());
    MethodHandle make =
        MethodHandles.insertArguments(metafactory(factoryType(), changed).getTarget(), 0, invoked)
            .asType(type);
    if (type.parameterCount() > 0) {
      return new ConstantCallSite(make);
    }
    // What captures nothing is made once, as without the agent.
    Object made = make.asType(MethodType.methodType(Object.class)).invokeExact();
    return new ConstantCallSite(MethodHandles.constant(type.returnType(), made));
  }

  /** The metafactory wants captured values to have the very types that the method takes. */
  private MethodType factoryType() {
    return type.generic()
        .insertParameterTypes(0, MethodHandle.class)
        .changeReturnType(type.returnType());
  }

  private static MethodHandle invoker(int count) throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findStatic(
            invokers,
            "invoke",
            MethodType.genericMethodType(count).insertParameterTypes(0, MethodHandle.class));
  }

  private CallSite metafactory(MethodType factory, Object[] with) throws LambdaConversionException {
    return with.length == PLAIN
        ? LambdaMetafactory.metafactory(
            caller,
            name,
            factory,
            (MethodType) with[INTERFACE_TYPE],
            (MethodHandle) with[IMPLEMENTATION],
            (MethodType) with[CALLED_TYPE])
        : LambdaMetafactory.altMetafactory(caller, name, factory, with);
  }
}
