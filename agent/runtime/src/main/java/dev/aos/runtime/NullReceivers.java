package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * What a call on null throws. The handle of an interface's method checks its receiver in a method
 * of the JDK that would be seen in the trace; an instruction has no such frame.
 */
final class NullReceivers {

  private static final MethodHandle IS_NULL;
  private static final MethodHandle NEW_EXCEPTION;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      IS_NULL =
          lookup.findStatic(
              Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
      NEW_EXCEPTION =
          lookup.findConstructor(NullPointerException.class, MethodType.methodType(void.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private NullReceivers() {
    // no instances
  }

  /** {@code if (receiver == null) throw new NullPointerException() else call(receiver, a…)}. */
  static MethodHandle refused(MethodHandle call) {
    MethodType type = call.type();
    MethodHandle throwing =
        MethodHandles.foldArguments(
            MethodHandles.throwException(type.returnType(), NullPointerException.class),
            NEW_EXCEPTION);
    return MethodHandles.guardWithTest(
        IS_NULL.asType(MethodType.methodType(boolean.class, type.parameterType(0))),
        MethodHandles.dropArguments(throwing, 0, type.parameterList()),
        call);
  }
}
