package com.acme.web;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/** Calls whose meaning is in their descriptor. */
public final class Polymorphic {

  private static int count = 3;

  private Polymorphic() {
    // no instances
  }

  public static String invokeExact() throws Throwable {
    MethodType type = MethodType.methodType(String.class, String.class);
    MethodHandle concat = MethodHandles.lookup().findVirtual(String.class, "concat", type);
    return (String) concat.invokeExact("exact ", "text");
  }

  public static String invoke() throws Throwable {
    Object number = MethodHandles.identity(long.class).invoke(7);
    return number.toString();
  }

  public static Object invokeWithArguments() throws Throwable {
    return MethodHandles.identity(Object.class).invokeWithArguments("text");
  }

  public static String getAndAdd() throws ReflectiveOperationException {
    VarHandle handle =
        MethodHandles.lookup().findStaticVarHandle(Polymorphic.class, "count", int.class);
    return (int) handle.getAndAdd(2) + " and " + count;
  }
}
