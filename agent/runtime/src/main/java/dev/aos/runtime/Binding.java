package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/**
 * Thread state of one class that is loaded: how it is read and written on this thread. Null is
 * "none".
 */
interface Binding {

  /** The state of this thread. */
  Object get() throws Throwable;

  /** Makes something the state of this thread. */
  void set(Object value) throws Throwable;

  /**
   * {@code ()boolean}: whether this thread has no such state.
   *
   * @return null if {@link #get} is as fast
   */
  default MethodHandle noneTest() {
    return null;
  }

  /** A copy of a value, if handlers change it in place; else the value. */
  default Object copyOf(Object value) throws Throwable {
    return value;
  }
}
