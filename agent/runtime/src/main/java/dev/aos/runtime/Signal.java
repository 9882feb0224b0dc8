package dev.aos.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The callback of a wait: whatever is called on it ends the wait. It can be had as any interface,
 * since nobody can know those of all libraries. What it was given to may keep it for long; the wait
 * takes itself out of it when it is over.
 */
// Nobody calls the two default methods that javac finds alike.
@SuppressWarnings("overloads")
final class Signal
    implements Runnable, Consumer<Object>, BiConsumer<Object, Throwable>, InvocationHandler {

  private volatile Waiting waiting;
  private Object proxy;

  /** What makes a future forget this; null if no future knows it. For the loop. */
  private CompletableFuture<Object> given;

  /** With a stage: what it ended with. Written before the wait ends, read after that. */
  private Object value;

  private Throwable thrown;

  Signal(Waiting waiting) {
    this.waiting = waiting;
  }

  /** Nobody waits any more. */
  void release() {
    waiting = null;
  }

  CompletableFuture<Object> given() {
    return given;
  }

  void setGiven(CompletableFuture<Object> future) {
    given = future;
  }

  Object value() {
    return value;
  }

  Throwable thrown() {
    return thrown;
  }

  /** This as an interface, the same object each time. */
  Object as(Class<?> type) {
    if (!type.isInstance(proxy)) {
      proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }
    return proxy;
  }

  @Override
  public void run() {
    Waiting ended = waiting;
    if (ended != null) {
      ended.end(Waiting.End.SIGNALLED);
    }
  }

  @Override
  public void accept(Object ignored) {
    run();
  }

  @Override
  public void accept(Object result, Throwable failure) {
    value = result;
    thrown = failure;
    run();
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> self == arguments[0];
        case "hashCode" -> System.identityHashCode(this);
        default -> toString();
      };
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(self, method, arguments);
    }
    run();
    Class<?> result = method.getReturnType();
    return result.isPrimitive() && result != void.class
        ? Array.get(Array.newInstance(result, 1), 0)
        : null;
  }

  @Override
  public String toString() {
    return "the end of " + waiting;
  }
}
