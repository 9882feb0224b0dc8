package dev.aos.runtime;

/** A {@link ThreadLocal}. */
final class ThreadLocalBinding implements Binding {

  private final ThreadLocal<?> variable;
  private final boolean nullIsState;
  private final boolean copies;

  ThreadLocalBinding(ThreadLocal<?> variable, boolean copies) {
    this.variable = variable;
    this.nullIsState = ThreadLocals.hasInitialValue(variable);
    this.copies = copies;
  }

  ThreadLocal<?> variable() {
    return variable;
  }

  @Override
  public Object get() throws Throwable {
    return ThreadLocals.get(variable, nullIsState);
  }

  @Override
  public void set(Object value) throws Throwable {
    ThreadLocals.set(variable, value);
  }

  @Override
  public Object copyOf(Object value) throws Throwable {
    return copies ? Copies.of(value) : value;
  }
}
