package dev.aos.core.weave;

import dev.aos.runtime.ReferenceLinking;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Stands in for the class that woven code names: makes every call directly, and notes it. Bootstrap
 * methods are static, so the notes are too; each thread has its own.
 */
public final class RecordingBootstrap {

  static final Bootstrap BOOTSTRAP =
      new Bootstrap(RecordingBootstrap.class.getName().replace('.', '/'));

  private static final ThreadLocal<List<Integer>> CALLS = ThreadLocal.withInitial(ArrayList::new);
  private static final ThreadLocal<Deque<Integer>> RUNNING =
      ThreadLocal.withInitial(ArrayDeque::new);

  static {
    ReferenceLinking.invokeBy(invokers());
  }

  private RecordingBootstrap() {
    // no instances
  }

  /** A class of this package with what the class that the agent defines has for references. */
  private static Class<?> invokers() {
    GeneratedClass generated =
        GeneratedClass.with("dev/aos/core/weave/GeneratedInvokers", InvokerMethods::write);
    try {
      return MethodHandles.lookup().defineClass(generated.bytes());
    } catch (IllegalAccessException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** The numbers of the sites called since the last time somebody asked. */
  static List<Integer> takeCalls() {
    List<Integer> calls = CALLS.get();
    CALLS.remove();
    return calls;
  }

  /** Links a rewritten call to the original. */
  public static CallSite call(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    return new ConstantCallSite(
        MethodHandles.foldArguments(original.asFixedArity().asType(type), noting(number)));
  }

  /**
   * Links a call that is begun ahead: as late as it can be made, it is made where it is awaited.
   */
  public static CallSite begin(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    MethodHandle begin = own("begun", Object.class, MethodHandle.class, int.class, Object[].class);
    return collecting(
        MethodHandles.insertArguments(begin, 0, original.asFixedArity(), number), type);
  }

  /** A method of this class. */
  private static MethodHandle own(String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findStatic(RecordingBootstrap.class, name, MethodType.methodType(result, parameters));
  }

  /** Links what takes all arguments in an array. */
  private static CallSite collecting(MethodHandle handle, MethodType type) {
    return new ConstantCallSite(
        handle.asCollector(Object[].class, type.parameterCount()).asType(type));
  }

  private static Object begun(MethodHandle original, int number, Object[] arguments) {
    note(number);
    int count = arguments.length - 1;
    return new LatestCall(original, Arrays.copyOf(arguments, count), (LatestCall) arguments[count]);
  }

  /** Links the place where it is awaited. */
  public static CallSite await(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    return new ConstantCallSite(
        MethodHandles.lookup()
            .findVirtual(LatestCall.class, "await", MethodType.methodType(Object.class))
            .asType(type));
  }

  /** Links a call that is made while others are under way. */
  public static CallSite pure(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    MethodHandle pure = own("made", Object.class, MethodHandle.class, Object[].class);
    return collecting(MethodHandles.insertArguments(pure, 0, original.asFixedArity()), type);
  }

  private static Object made(MethodHandle original, Object[] arguments) throws Throwable {
    int count = arguments.length - 1;
    try {
      return original.invokeWithArguments(Arrays.copyOf(arguments, count));
    } catch (Throwable thrown) {
      ((LatestCall) arguments[count]).await();
      throw thrown;
    }
  }

  /** A call that has been begun, and those before it. */
  private static final class LatestCall {

    private final MethodHandle original;
    private final Object[] arguments;
    private final LatestCall before;
    private Object result;
    private boolean made;

    LatestCall(MethodHandle original, Object[] arguments, LatestCall before) {
      this.original = original;
      this.arguments = arguments;
      this.before = before;
    }

    Object await() throws Throwable {
      if (!made) {
        if (before != null) {
          before.await();
        }
        made = true;
        result = original.invokeWithArguments(arguments);
      }
      return result;
    }
  }

  /** Notes a number. */
  private static MethodHandle noting(int number) throws ReflectiveOperationException {
    MethodHandle note = own("note", void.class, int.class);
    return MethodHandles.insertArguments(note, 0, number);
  }

  /**
   * Links an entry guard that runs the method once more, inside, as the runtime does; or what
   * stands for entering or leaving a monitor, which is noted.
   */
  public static CallSite entry(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle self, int number)
      throws ReflectiveOperationException {
    if (type.returnType() == void.class) {
      return new ConstantCallSite(
          MethodHandles.dropArguments(noting(number), 0, type.parameterList()));
    }
    MethodHandle enter = own("enter", Object.class, MethodHandle.class, int.class, Object[].class);
    if (type.returnType() == boolean.class) {
      enter = MethodHandles.filterReturnValue(enter, own("wasRun", boolean.class, Object.class));
    }
    return collecting(MethodHandles.insertArguments(enter, 0, self.asFixedArity(), number), type);
  }

  private static void note(int number) {
    CALLS.get().add(number);
  }

  /** Links the guard of a method that ends a loop: once it says that it is too early. */
  public static CallSite shutdown(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle self, int number)
      throws ReflectiveOperationException {
    MethodHandle isTooEarly = own("isTooEarly", boolean.class, int.class);
    return new ConstantCallSite(
        MethodHandles.dropArguments(
            MethodHandles.insertArguments(isTooEarly, 0, number), 0, type.parameterList()));
  }

  /** Links a resume point, which is noted as a call is. */
  public static CallSite resumePoint(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    return call(lookup, name, type, original, number);
  }

  /** Links the loading of a handle, whose calls are noted. */
  public static CallSite handle(
      MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle original, int number)
      throws ReflectiveOperationException {
    MethodType called = original.type();
    MethodHandle noted = call(lookup, name, called, original, number).getTarget();
    return new ConstantCallSite(
        MethodHandles.constant(
            MethodHandle.class,
            original.isVarargsCollector()
                ? noted.asVarargsCollector(called.lastParameterType())
                : noted));
  }

  /** Links a reference, whose calls are noted. */
  public static CallSite reference(
      MethodHandles.Lookup lookup,
      String name,
      MethodType type,
      MethodHandle original,
      int number,
      Object... arguments)
      throws Throwable {
    MethodHandle noted = call(lookup, name, original.type(), original, number).getTarget();
    return ReferenceLinking.link(lookup, name, type, noted, arguments);
  }

  private static boolean isTooEarly(int number) {
    boolean first = !CALLS.get().contains(number);
    note(number);
    return first;
  }

  private static boolean wasRun(Object result) {
    return result != null;
  }

  /** What the method gave back, or something else if it is void; null: it goes on. */
  private static Object enter(MethodHandle self, int number, Object[] arguments) throws Throwable {
    Deque<Integer> running = RUNNING.get();
    if (running.contains(number)) {
      return null;
    }
    note(number);
    running.push(number);
    try {
      Object result = self.invokeWithArguments(arguments);
      return self.type().returnType() == void.class ? Boolean.TRUE : result;
    } finally {
      running.pop();
    }
  }
}
