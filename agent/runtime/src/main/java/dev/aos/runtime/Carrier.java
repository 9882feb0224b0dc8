package dev.aos.runtime;

import java.lang.ref.WeakReference;

/**
 * State of one class that is loaded and initialised. Its binding lives as long as the class, which
 * it must not keep alive. One that fails is dropped: what it would carry is not worth an exception
 * in the application.
 */
final class Carrier {

  private final CarrierSettings settings;
  private final WeakReference<Binding> binding;

  Carrier(CarrierSettings settings, Binding binding) {
    this.settings = settings;
    this.binding = new WeakReference<>(binding);
  }

  /** The binding; null if its class is gone. */
  Binding binding() {
    return binding.get();
  }

  boolean goesToWorkers() {
    return settings.onWorkers();
  }

  /** This thread's state; null if there is none. */
  Object read() {
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
