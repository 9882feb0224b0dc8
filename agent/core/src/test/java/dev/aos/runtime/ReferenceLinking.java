package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** The runtime's way to link method references, for tests that have no runtime. */
public final class ReferenceLinking {

  private ReferenceLinking() {
    // no instances
  }

  /** Says which class calls handles. */
  public static void invokeBy(Class<?> invokers) {
    ReferenceLinker.invokeBy(invokers);
  }

  /** Links a reference to a handle. */
  public static CallSite link(
      Lookup caller, String name, MethodType type, MethodHandle call, Object[] arguments)
      throws Throwable {
    return new ReferenceLinker(caller, name, type, arguments).linkTo(call);
  }
}
