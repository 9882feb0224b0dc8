package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;

/**
 * A carrier whose class is being defined, or is defined and not initialised. As long as it is not,
 * no thread has any of its state, and nothing is missed. It is never initialised from here.
 */
final class CarrierCandidate {

  /** A definition that has not come to an end by then has failed. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** What bindings are made of belongs to classes, and must live as long as they do. */
  private static final ClassValue<BindingsOfClass> BINDINGS =
      new ClassValue<>() {
        @Override
        protected BindingsOfClass computeValue(Class<?> type) {
          return new BindingsOfClass();
        }
      };

  private final CarrierSettings settings;
  private final boolean inBootLoader;
  private final WeakReference<ClassLoader> loader;
  private final long since = System.nanoTime();
  private volatile WeakReference<Class<?>> type;

  /**
   * @param settings what is carried
   * @param loader the loader that defines the class; null is the boot loader
   */
  CarrierCandidate(CarrierSettings settings, ClassLoader loader) {
    this.settings = settings;
    this.inBootLoader = loader == null;
    this.loader = new WeakReference<>(loader);
  }

  /** Whether it is about this class. */
  boolean isOf(CarrierSettings other, ClassLoader definer) {
    return settings.equals(other) && inBootLoader == (definer == null) && loader.get() == definer;
  }

  /** Whether its class is gone, with its loader. */
  boolean isOfGoneLoader() {
    return !inBootLoader && loader.get() == null;
  }

  /**
   * Looks whether the class can be used by now.
   *
   * @return the carrier; empty if there is none any more; null if there is none yet
   */
  Optional<Carrier> tryBind() {
    try {
      Class<?> owner = owner();
      if (owner == null) {
        boolean gone = loader.get() == null && !inBootLoader;
        return gone || System.nanoTime() - since > PATIENCE_NANOS ? Optional.empty() : null;
      }
      if (!LoadedClasses.isInitialized(owner)) {
        return null;
      }
      Binding binding = bind(owner);
      if (binding == null) {
        return null;
      }
      BINDINGS.get(owner).add(binding);
      return Optional.of(new Carrier(settings, binding, IdleTest.isForEver(owner)));
    } catch (VirtualMachineError notNow) {
      return null;
    } catch (Throwable failed) {
      Incidents.report("thread state " + settings + " can't be carried: " + failed);
      return Optional.empty();
    }
  }

  private Class<?> owner() throws Throwable {
    Class<?> known = type == null ? null : type.get();
    if (known != null) {
      return known;
    }
    ClassLoader definer = loader.get();
    if (definer == null && !inBootLoader) {
      return null;
    }
    Class<?> found = LoadedClasses.find(definer, settings.owner());
    if (found != null) {
      type = new WeakReference<>(found);
    }
    return found;
  }

  private Binding bind(Class<?> owner) throws Throwable {
    Lookup lookup = Lookups.inside(owner);
    if (settings.source() instanceof CarrierSettings.Field) {
      CarrierSettings.Field field = (CarrierSettings.Field) settings.source();
      return bind(value(lookup, owner, field.field()), field.copy());
    }
    if (settings.source() instanceof CarrierSettings.Each) {
      CarrierSettings.Each each = (CarrierSettings.Each) settings.source();
      Class<?> element = Class.forName(each.type(), false, owner.getClassLoader());
      MethodHandle elements =
          PathResolver.ofValue(lookup, MethodType.methodType(void.class, Object.class), false)
              .resolve(each.elements(), List.of(), List.class)
              .bindTo(null)
              .asType(MethodType.methodType(List.class));
      return new EachBinding(elements, StateHandles.of(each.calls(), lookup, element, true));
    }
    return new CallsBinding(
        StateHandles.of((CarrierSettings.Calls) settings.source(), lookup, Object.class, false));
  }

  /** The variable in the field; null as long as nothing is in it. */
  private static Binding bind(Object variable, boolean copy) throws Throwable {
    if (variable == null) {
      return null;
    }
    if (variable instanceof ThreadLocal) {
      if (!ThreadLocals.obstacle().isEmpty()) {
        throw new IllegalStateException(ThreadLocals.obstacle());
      }
      return new ThreadLocalBinding((ThreadLocal<?>) variable, copy);
    }
    Binding fast = FastThreadLocalBinding.of(variable);
    if (fast == null) {
      throw new IllegalArgumentException(
          "it is no ThreadLocal but a " + variable.getClass().getName());
    }
    return fast;
  }

  /** Asked for by its usual type first: reflection would load the types of all other fields too. */
  private static Object value(Lookup lookup, Class<?> owner, String name) throws Throwable {
    try {
      return lookup.findStaticGetter(owner, name, ThreadLocal.class).invoke();
    } catch (NoSuchFieldException ofAnotherType) {
      Field field = owner.getDeclaredField(name);
      return lookup.unreflectGetter(field).invoke();
    }
  }
}
