package dev.aos.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * The bootstrap methods of woven code; the class in {@code java.lang} that woven code names passes
 * on to them. They never throw: a site that can't be linked is the original call, an entry that
 * can't be linked is not there.
 */
final class Linker {

  private static final MethodHandle MAY_DISPATCH;
  private static final MethodHandle DISPATCH;

  static {
    try {
      Lookup lookup = MethodHandles.lookup();
      MAY_DISPATCH =
          lookup.findVirtual(LinkedCall.class, "mayDispatch", MethodType.methodType(boolean.class));
      DISPATCH =
          lookup.findVirtual(
              LinkedCall.class, "dispatch", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private Linker() {
    // no instances
  }

  /**
   * Links a woven call.
   *
   * @param caller the class in which the call stands
   * @param name the call's name
   * @param type receiver and arguments to result
   * @param original the call itself
   * @param site the site's number
   */
  static CallSite call(
      Lookup caller, String name, MethodType type, MethodHandle original, int site) {
    Optional<MethodHandleInfo> method = method(caller, original);
    return new ConstantCallSite(linked(caller, name, direct(original, type, method), method, site));
  }

  /** The call itself, as its instruction makes it. */
  static MethodHandle direct(
      MethodHandle original, MethodType type, Optional<MethodHandleInfo> method) {
    // Before any asType: a varargs handle would collect its arguments a second time.
    MethodHandle direct = original.asFixedArity().asType(type);
    return isKind(method, MethodHandleInfo.REF_invokeInterface)
        ? NullReceivers.refused(direct)
        : direct;
  }

  /**
   * A call of a site as a method handle; if it can't be linked, the call itself.
   *
   * @param caller the class in which the call stands
   * @param name the call's name
   * @param direct the call itself
   * @param method the method that it means, if that can be known
   * @param number the site's number
   */
  private static MethodHandle linked(
      Lookup caller,
      String name,
      MethodHandle direct,
      Optional<MethodHandleInfo> method,
      int number) {
    long start = System.nanoTime();
    try {
      Site site = Registry.site(number);
      LinkedCall call = linkedCall(direct, initializedOwner(method), site);
      boolean instance = method.isPresent() && hasReceiver(method.get());
      MethodHandle woven =
          call.waitsWithoutWorker() && method.isPresent()
              ? WaitingCall.link(caller, (SuspendingCall) call, direct, instance)
              : guarded(call, direct);
      return instance
          ? Selection.before(caller, site, woven, direct)
          : isKind(method, MethodHandleInfo.REF_invokeStatic)
              ? Selection.after(caller, site, woven, direct)
              : woven;
    } catch (Throwable failed) {
      Incidents.report(
          "a call to " + name + direct.type() + " runs directly: it can't be linked: " + failed);
      return direct;
    } finally {
      Registry.countLinking(System.nanoTime() - start);
    }
  }

  /** {@code if (mayDispatch()) dispatch([a…]) else direct(a…)}. */
  static MethodHandle guarded(LinkedCall call, MethodHandle direct) {
    if (!call.everDispatches()) {
      MethodHandle counting = MAY_DISPATCH.bindTo(call).asType(MethodType.methodType(void.class));
      return MethodHandles.foldArguments(call.directly(direct), counting);
    }
    MethodType type = direct.type();
    return MethodHandles.guardWithTest(
        MAY_DISPATCH.bindTo(call),
        DISPATCH.bindTo(call).asCollector(Object[].class, type.parameterCount()).asType(type),
        call.directly(direct));
  }

  static LinkedCall linkedCall(MethodHandle direct, Optional<Class<?>> initialized, Site site) {
    SpreadCall target = new SpreadCall(direct);
    switch (site.settings().dispatching()) {
      case SUSPEND:
        SuspendingCall suspending = new SuspendingCall(site, target, initialized);
        Quickness quickness = suspending.counters().quickness();
        return quickness == null ? suspending : new AdaptiveCall(suspending, quickness);
      case BLOCK:
        return site.settings().policy().waits().isEmpty()
            ? new BlockingCall(site, target, initialized)
            : new CountedCall(site, target, initialized, DirectReason.ONLY_WAITS);
      default:
        return new CountedCall(site, target, initialized, DirectReason.COUNTED);
    }
  }

  /**
   * The class that the call initialises, which for a static method is not the one named in the
   * class file (JVMS 5.5). Of a constructor call the {@code NEW} has done it; a reference to a
   * constructor has none.
   */
  static Optional<Class<?>> initializedOwner(Optional<MethodHandleInfo> method) {
    return isKind(method, MethodHandleInfo.REF_invokeStatic)
            || isKind(method, MethodHandleInfo.REF_newInvokeSpecial)
        ? Optional.of(method.get().getDeclaringClass())
        : Optional.empty();
  }

  private static boolean hasReceiver(MethodHandleInfo method) {
    int kind = method.getReferenceKind();
    return kind != MethodHandleInfo.REF_invokeStatic
        && kind != MethodHandleInfo.REF_newInvokeSpecial;
  }

  private static boolean isKind(Optional<MethodHandleInfo> method, int referenceKind) {
    return method.isPresent() && method.get().getReferenceKind() == referenceKind;
  }

  static Optional<MethodHandleInfo> method(Lookup caller, MethodHandle original) {
    try {
      return Optional.of(caller.revealDirect(original));
    } catch (IllegalArgumentException callerSensitive) {
      // The handle of such a method is bound to its caller and can't be looked into.
      return Optional.empty();
    }
  }

  /**
   * Links the loading of a method handle.
   *
   * @param caller the class in which it stands
   * @param name of no use
   * @param type to a method handle
   * @param original the handle
   * @param site the number of the site whose calls are made through it
   */
  static CallSite handle(
      Lookup caller, String name, MethodType type, MethodHandle original, int site) {
    MethodType called = original.type();
    MethodHandle call =
        linked(caller, name, original.asFixedArity(), method(caller, original), site);
    MethodHandle loaded =
        original.isVarargsCollector()
            ? call.asVarargsCollector(called.parameterType(called.parameterCount() - 1))
            : call;
    return new ConstantCallSite(MethodHandles.constant(MethodHandle.class, loaded));
  }

  /**
   * Links a method reference.
   *
   * @param caller the class in which it stands
   * @param name the name of the functional interface's method
   * @param type what the reference captures to the functional interface
   * @param original what it refers to
   * @param site the number of the site whose calls are made through it
   * @param arguments the static arguments for the JDK's metafactory
   * @throws LambdaConversionException if the metafactory throws it, as without the agent
   */
  static CallSite reference(
      Lookup caller,
      String name,
      MethodType type,
      MethodHandle original,
      int site,
      Object[] arguments)
      throws LambdaConversionException {
    MethodHandle call = call(caller, name, original.type(), original, site).getTarget();
    ReferenceLinker linker = new ReferenceLinker(caller, name, type, arguments);
    try {
      return linker.linkTo(call);
    } catch (Throwable failed) {
      Incidents.report(
          "a method reference in "
              + caller.lookupClass().getName()
              + " can't be linked, its calls"
              + " run directly: "
              + failed);
      return linker.linkAsWithoutAgent();
    }
  }

  /**
   * Links the guard at the start of an entry.
   *
   * @param owner the class in which the entry stands
   * @param type the entry's receiver and arguments to boolean: return at once? Where the method
   *     returns a reference, to that type: null = go on, else return it at once
   * @param self the entry's method itself
   * @param entry the entry's number
   */
  static CallSite entry(Lookup owner, String name, MethodType type, MethodHandle self, int entry) {
    long start = System.nanoTime();
    try {
      EntrySettings settings = Registry.entry(entry);
      if (settings.traits().contains(EntrySettings.Trait.EXCLUSIVE)) {
        return new ConstantCallSite(Exclusion.link(name, type, self));
      }
      boolean instance =
          owner.revealDirect(self).getReferenceKind() != MethodHandleInfo.REF_invokeStatic;
      EntryLinker linker = new EntryLinker(owner, type, instance, settings);
      return new ConstantCallSite(
          Capabilities.suspends() ? linker.guard(self.asFixedArity()) : linker.mark());
    } catch (Throwable failed) {
      Incidents.report("an entry of the loop can't be linked, its handlers block: " + failed);
      return new ConstantCallSite(MethodHandles.empty(type));
    } finally {
      Registry.countLinking(System.nanoTime() - start);
    }
  }

  /**
   * Links the guard of a method that ends a loop.
   *
   * @param owner the class in which the method stands
   * @param name of no use
   * @param type the method's receiver and arguments to boolean: return at once, with false?
   * @param self the method itself
   * @param shutdown the method's number
   */
  static CallSite shutdown(
      Lookup owner, String name, MethodType type, MethodHandle self, int shutdown) {
    try {
      boolean instance =
          owner.revealDirect(self).getReferenceKind() != MethodHandleInfo.REF_invokeStatic;
      return new ConstantCallSite(
          ShutdownGuard.link(owner, type, instance, Registry.shutdown(shutdown)));
    } catch (Throwable failed) {
      Incidents.report("a loop may end under its suspended handlers: " + failed);
      return new ConstantCallSite(MethodHandles.empty(type));
    }
  }

  /**
   * Links a resume point.
   *
   * @param caller the class in which the call stands
   * @param name the call's name
   * @param type receiver and arguments to result
   * @param original the call itself
   * @param point the resume point's number
   */
  static CallSite resumePoint(
      Lookup caller, String name, MethodType type, MethodHandle original, int point) {
    MethodHandle direct = original.asFixedArity().asType(type);
    try {
      return new ConstantCallSite(ResumePoint.link(caller, direct, Registry.resumePoint(point)));
    } catch (Throwable failed) {
      Incidents.report("handlers can't be resumed around " + name + type + ": " + failed);
      return new ConstantCallSite(direct);
    }
  }

  /** {@code (a, b, …)R} becomes {@code (Object[])result}. */
  static MethodHandle spread(MethodHandle handle, Class<?> result) {
    int count = handle.type().parameterCount();
    return handle
        .asType(MethodType.genericMethodType(count).changeReturnType(result))
        .asSpreader(Object[].class, count);
  }
}
