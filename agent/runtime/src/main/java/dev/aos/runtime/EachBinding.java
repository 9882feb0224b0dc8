package dev.aos.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;

/**
 * State in several objects of one kind, such as the accessors that are registered with Micrometer.
 * Only what differs is written: much of it is carried by others already, and setting it again may
 * do more than setting it.
 */
final class EachBinding implements Binding {

  /** {@code ()List}. */
  private final MethodHandle elements;

  private final StateHandles handles;

  EachBinding(MethodHandle elements, StateHandles handles) {
    this.elements = elements;
    this.handles = handles;
  }

  /** Elements and their states in turn; null if none has any. */
  @Override
  public Object get() throws Throwable {
    Object[] pairs = null;
    int count = 0;
    List<?> all = (List<?>) elements.invokeExact();
    // By index: an iterator for every event would be garbage for nothing.
    for (int i = 0; i < all.size(); i++) {
      Object element = all.get(i);
      Object state = handles.get(element);
      if (state != null) {
        if (pairs == null) {
          pairs = new Object[4];
        } else if (count == pairs.length) {
          pairs = Arrays.copyOf(pairs, 2 * count);
        }
        pairs[count++] = element;
        pairs[count++] = state;
      }
    }
    return pairs;
  }

  @Override
  public void set(Object value) throws Throwable {
    Object[] pairs = (Object[]) value;
    List<?> all = (List<?>) elements.invokeExact();
    for (int i = 0; i < all.size(); i++) {
      Object element = all.get(i);
      Object wanted = state(pairs, element);
      if (handles.get(element) != wanted) {
        handles.set(element, wanted);
      }
    }
  }

  private static Object state(Object[] pairs, Object element) {
    if (pairs != null) {
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i] == element) {
          return pairs[i + 1];
        }
      }
    }
    return null;
  }
}
