package com.acme.web;

import com.acme.api.Files;

/** Methods that are entries, or would be. */
public class Handlers {

  private final StringBuilder trace = new StringBuilder();

  public static String plain() {
    Handlers handlers = new Handlers();
    handlers.onRead("message");
    return handlers.trace.toString();
  }

  public void onRead(String message) {
    trace.append("read ").append(message);
  }

  public static String exclusive() {
    Handlers handlers = new Handlers();
    handlers.onExclusive("message");
    return handlers.trace.toString();
  }

  public synchronized void onExclusive(String message) {
    trace.append(message).append(", in its monitor: ").append(Thread.holdsLock(this));
  }

  public static String exclusiveInside() {
    Handlers handlers = new Handlers();
    try {
      return handlers.trace + handlers.onExclusiveInside(1) + handlers.onExclusiveInside(0);
    } catch (ArithmeticException expected) {
      return handlers.trace.append("failed").toString();
    }
  }

  private String onExclusiveInside(int number) {
    trace.append(number).append(' ');
    synchronized (this) {
      trace.append(1 / number).append(", in its monitor: ").append(Thread.holdsLock(this));
    }
    return trace.append("; ").toString();
  }

  public static String wideArguments() {
    Handlers handlers = new Handlers();
    handlers.onWide(1L, 2.5, 3, true, 'c', new int[] {4});
    return handlers.trace.toString();
  }

  public void onWide(long a, double b, int c, boolean d, char e, int[] f) {
    trace.append(a).append(b).append(c).append(d).append(e).append(f[0]);
  }

  public static String ofClass() {
    StringBuilder trace = new StringBuilder();
    onStatic(trace, 5L);
    return trace.toString();
  }

  public static void onStatic(StringBuilder trace, long number) {
    trace.append("static ").append(number);
  }

  public static String secret() {
    Handlers handlers = new Handlers();
    handlers.onPrivate();
    return handlers.trace.toString();
  }

  private void onPrivate() {
    trace.append("private");
  }

  public static String loopHead() {
    Handlers handlers = new Handlers();
    handlers.onLoop();
    return handlers.trace.toString();
  }

  /** Its first instruction is the target of a branch and has a frame. */
  public void onLoop() {
    do {
      trace.append('x');
    } while (trace.length() < 3);
  }

  public static String withOffload() {
    Handlers handlers = new Handlers();
    handlers.onOffload("a");
    return handlers.trace.toString();
  }

  public void onOffload(String name) {
    trace.append(Files.read(name));
  }

  public static String failing() {
    try {
      new Handlers().onFailure(new IllegalStateException("expected"));
      return "no exception";
    } catch (IllegalStateException e) {
      return e.getMessage() + " in line " + (e.getStackTrace()[0].getLineNumber() > 0);
    }
  }

  public void onFailure(RuntimeException failure) {
    throw failure;
  }

  public static String superCalled() {
    Overriding handlers = new Overriding();
    handlers.onSuper("m");
    return handlers.text();
  }

  public void onSuper(String message) {
    trace.append("super ").append(message);
  }

  String text() {
    return trace.toString();
  }

  public static String ofInterface() {
    StringBuilder trace = new StringBuilder();
    new Listener() {}.onEvent(trace);
    return trace.toString();
  }

  public static String refused() {
    Handlers handlers = new Handlers();
    return "" + handlers.onResult() + handlers.trace;
  }

  public int onResult() {
    return 1;
  }

  public synchronized void onSynchronized() {
    trace.append("synchronized");
  }

  public native void onNative();

  /** Calls the overridden entry, which is one itself. */
  public static final class Overriding extends Handlers {

    @Override
    public void onSuper(String message) {
      super.onSuper("overriding " + message);
    }
  }

  /** An interface whose default method is an entry. */
  public interface Listener {

    default void onEvent(StringBuilder trace) {
      trace.append("event");
    }
  }

  /** A class whose entry is generic, so that the compiler adds a bridge. */
  public static final class Typed implements Receiver<String> {

    private String received = "nothing";

    public static String run() {
      Typed typed = new Typed();
      Receiver<String> receiver = typed;
      receiver.onReceive("text");
      return typed.received;
    }

    @Override
    public void onReceive(String message) {
      received = message;
    }
  }

  /** A generic interface; its method has no code. */
  public interface Receiver<T> {

    void onReceive(T message);
  }
}
