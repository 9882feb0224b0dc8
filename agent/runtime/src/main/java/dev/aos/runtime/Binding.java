package dev.aos.runtime;

/**
 * Thread state of one class that is loaded: how it is read and written on this thread. Null is
 * "none".
 */
interface Binding {

  /** The state of this thread. */
  Object get() throws Throwable;

  /** Makes something the state of this thread. */
  void set(Object value) throws Throwable;

  /** A copy of a value, if handlers change it in place; else the value. */
  default Object copyOf(Object value) throws Throwable {
    return value;
  }
}
