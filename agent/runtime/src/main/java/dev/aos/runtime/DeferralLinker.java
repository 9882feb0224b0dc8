package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * The bootstrap methods of calls that are begun ahead of the place where their results are needed,
 * of those places, and of the calls between. They never throw.
 */
final class DeferralLinker {

  private static final MethodHandle MAY_DISPATCH;
  private static final MethodHandle DISPATCH;
  private static final MethodHandle RETURNED;
  private static final MethodHandle FAILED;
  private static final MethodHandle AWAIT;
  private static final MethodHandle RETHROW;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      MAY_DISPATCH =
          lookup.findVirtual(
              DeferredCall.class, "mayDispatch", MethodType.methodType(boolean.class));
      DISPATCH =
          lookup.findVirtual(
              DeferredCall.class, "dispatch", MethodType.methodType(Object.class, Object[].class));
      MethodType ofResult = MethodType.methodType(Pending.class, Object.class, Object.class);
      RETURNED = lookup.findStatic(KeptCall.class, "returned", ofResult);
      FAILED =
          lookup.findStatic(
              KeptCall.class, "failed", ofResult.changeParameterType(0, Throwable.class));
      AWAIT = lookup.findVirtual(Pending.class, "await", MethodType.methodType(Object.class));
      RETHROW =
          lookup.findStatic(
              DeferralLinker.class,
              "rethrow",
              MethodType.methodType(Object.class, Throwable.class, Object.class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private DeferralLinker() {
    // no instances
  }

  /**
   * Links a call that is begun ahead.
   *
   * @param caller the class in which the call stands
   * @param name the call's name
   * @param type receiver, arguments and what stands for the call before to what stands for this one
   * @param original the call itself
   * @param site the site's number
   */
  static CallSite begin(
      Lookup caller, String name, MethodType type, MethodHandle original, int site) {
    int arguments = type.parameterCount() - 1;
    Optional<MethodHandleInfo> method = Linker.method(caller, original);
    MethodType called =
        type.dropParameterTypes(arguments, arguments + 1)
            .changeReturnType(original.type().returnType());
    MethodHandle direct = Linker.direct(original, called, method);
    long start = System.nanoTime();
    try {
      DeferredCall call =
          new DeferredCall(
              Registry.site(site), new SpreadCall(direct), Linker.initializedOwner(method));
      return new ConstantCallSite(guarded(call, direct, type));
    } catch (Throwable failed) {
      Incidents.report(
          "a call to " + name + called + " runs directly: it can't be linked: " + failed);
      return new ConstantCallSite(kept(direct).asType(type));
    } finally {
      Registry.countLinking(System.nanoTime() - start);
    }
  }

  /** {@code if (mayDispatch()) dispatch([a…, before]) else kept(a…, before)}. */
  static MethodHandle guarded(DeferredCall call, MethodHandle direct, MethodType type) {
    return MethodHandles.guardWithTest(
        MAY_DISPATCH.bindTo(call),
        DISPATCH.bindTo(call).asCollector(Object[].class, type.parameterCount()).asType(type),
        kept(call.atCall().directly(direct)).asType(type));
  }

  /** {@code (a…, before)Pending}: the call is made at once, and what comes of it is kept. */
  private static MethodHandle kept(MethodHandle direct) {
    MethodType type = direct.type();
    MethodHandle returned =
        type.returnType() == void.class
            ? MethodHandles.collectArguments(
                MethodHandles.insertArguments(RETURNED, 0, (Object) null), 0, direct)
            : MethodHandles.collectArguments(
                RETURNED, 0, direct.asType(type.changeReturnType(Object.class)));
    MethodHandle failed = MethodHandles.dropArguments(FAILED, 1, type.parameterList());
    return MethodHandles.catchException(returned, Throwable.class, failed);
  }

  /**
   * Links the place where a result is needed.
   *
   * @param caller of no use
   * @param name of no use
   * @param type what stands for the call to the call's result
   * @param original of no use
   * @param site of no use
   */
  static CallSite await(
      Lookup caller, String name, MethodType type, MethodHandle original, int site) {
    return new ConstantCallSite(AWAIT.asType(type));
  }

  /**
   * Links a call that is made while others are under way, and changes and sees nothing that they
   * could. If it throws, their exceptions come first.
   *
   * @param caller the class in which the call stands
   * @param name the call's name
   * @param type receiver, arguments and what stands for the last call under way to the result
   * @param original the call itself
   * @param site of no use
   */
  static CallSite pure(
      Lookup caller, String name, MethodType type, MethodHandle original, int site) {
    int arguments = type.parameterCount() - 1;
    MethodType called = type.dropParameterTypes(arguments, arguments + 1);
    MethodHandle direct = Linker.direct(original, called, Linker.method(caller, original));
    MethodHandle rethrow =
        MethodHandles.dropArguments(
            RETHROW.asType(RETHROW.type().changeReturnType(type.returnType())),
            1,
            called.parameterList());
    return new ConstantCallSite(
        MethodHandles.catchException(
            MethodHandles.dropArguments(direct, arguments, Object.class),
            Throwable.class,
            rethrow));
  }

  private static Object rethrow(Throwable thrown, Object last) throws Throwable {
    ((Pending) last).settleAll();
    throw thrown;
  }
}
