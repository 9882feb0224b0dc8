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

  boolean nullIsState() {
    return nullIsState;
  }

  /** Whether it is kept in the thread's one map for what is neither inherited nor the JDK's own. */
  boolean isPlain() {
    return !(variable instanceof InheritableThreadLocal)
        && !variable.getClass().getName().startsWith("jdk.internal.");
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
