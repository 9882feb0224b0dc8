package dev.aos.runtime;

import java.lang.invoke.MethodHandle;

/** State that methods read and write. */
final class CallsBinding implements Binding {

  private final StateHandles handles;

  /**
   * @param handles without an element: their first parameter is ignored
   */
  CallsBinding(StateHandles handles) {
    this.handles = handles;
  }

  @Override
  public MethodHandle noneTest() {
    return handles.noneTest();
  }

  @Override
  public Object get() throws Throwable {
    return handles.get(null);
  }

  @Override
  public void set(Object value) throws Throwable {
    handles.set(null, value);
  }
}
