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
    // Before any asType: a varargs handle would collect its arguments a second time.
    MethodHandle direct = original.asFixedArity().asType(type);
    long start = System.nanoTime();
    try {
      return new ConstantCallSite(
          guarded(linkedCall(direct, staticOwner(caller, original), Registry.site(site)), direct));
    } catch (Throwable failed) {
      Incidents.report(
          "a call to " + name + type + " runs directly: it can't be linked: " + failed);
      return new ConstantCallSite(direct);
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

  static LinkedCall linkedCall(MethodHandle direct, Optional<Class<?>> staticOwner, Site site) {
    SpreadCall target = new SpreadCall(direct);
    switch (site.settings().dispatching()) {
      case SUSPEND:
        return new SuspendingCall(site, target, staticOwner);
      case BLOCK:
        return new BlockingCall(site, target, staticOwner);
      default:
        return new CountedCall(site, target, staticOwner);
    }
  }

  /** The class that declares a static method: not the one named in the class file (JVMS 5.5). */
  private static Optional<Class<?>> staticOwner(Lookup caller, MethodHandle original) {
    try {
      MethodHandleInfo info = caller.revealDirect(original);
      return info.getReferenceKind() == MethodHandleInfo.REF_invokeStatic
          ? Optional.of(info.getDeclaringClass())
          : Optional.empty();
    } catch (IllegalArgumentException callerSensitive) {
      // The handle of such a method is bound to its caller and can't be looked into.
      return Optional.empty();
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
      return new ConstantCallSite(
          new EntryLinker(owner, type, instance, settings).guard(self.asFixedArity()));
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
