package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;

/**
 * State of one class that is loaded and initialised. Its binding lives as long as the class, which
 * it must not keep alive. One that fails is dropped: what it would carry is not worth an exception
 * in the application.
 */
final class Carrier {

  private final CarrierSettings settings;
  private final WeakReference<Binding> binding;

  /** A variable in the map that all threads have; null if the state is something else. */
  private final WeakReference<ThreadLocal<?>> variable;

  private final boolean nullIsState;

  /** Part of {@link IdleTest}; null if it is not. */
  private final MethodHandle noneTest;

  /**
   * @param forEver whether the binding's class is never unloaded
   */
  Carrier(CarrierSettings settings, Binding binding, boolean forEver) {
    this.settings = settings;
    this.binding = new WeakReference<>(binding);
    ThreadLocalBinding plain =
        binding instanceof ThreadLocalBinding && ((ThreadLocalBinding) binding).isPlain()
            ? (ThreadLocalBinding) binding
            : null;
    this.variable = plain == null ? null : new WeakReference<>(plain.variable());
    this.nullIsState = plain != null && plain.nullIsState();
    this.noneTest = forEver ? binding.noneTest() : null;
  }

  /** {@code ()boolean}: whether this thread has no such state; null if that is not to be asked. */
  MethodHandle noneTest() {
    return noneTest;
  }

  /** The binding; null if its class is gone. */
  Binding binding() {
    return binding.get();
  }

  boolean goesToWorkers() {
    return settings.onWorkers();
  }

  /**
   * This thread's state; null if there is none.
   *
   * @param idle whether {@link IdleTest} has passed
   * @param map the thread's {@link ThreadLocals#map}
   */
  Object read(boolean idle, Object map) {
    if (variable != null) {
      return readVariable(map);
    }
    return idle && noneTest != null ? null : readBinding();
  }

  private Object readVariable(Object map) {
    ThreadLocal<?> key = variable.get();
    if (key == null) {
      Carriers.drop(this);
      return null;
    }
    try {
      return ThreadLocals.get(map, key, nullIsState);
    } catch (Throwable failed) {
      fail(failed);
      return null;
    }
  }

  private Object readBinding() {
    Binding bound = binding.get();
    if (bound == null) {
      Carriers.drop(this);
      return null;
    }
    try {
      return bound.get();
    } catch (Throwable failed) {
      fail(failed);
      return null;
    }
  }

  /** Makes something this thread's state. */
  void write(Object value) {
    Binding bound = binding.get();
    if (bound != null) {
      try {
        bound.set(value);
      } catch (Throwable failed) {
        fail(failed);
      }
    }
  }

  /** What is kept of a value that the thread goes on with. */
  Object keep(Object value) {
    Binding bound = binding.get();
    if (value == null || bound == null) {
      return value;
    }
    try {
      return bound.copyOf(value);
    } catch (Throwable failed) {
      fail(failed);
      return value;
    }
  }

  private void fail(Throwable failed) {
    Incidents.report("thread state " + settings + " is not carried any more: " + failed);
    // A stack that is used up, or memory, says nothing about the carrier.
    if (!(failed instanceof VirtualMachineError)) {
      Carriers.drop(this);
    }
  }
}
