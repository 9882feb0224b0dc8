package com.acme.held;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Calls one method under a monitor and another one without. */
public class Calling {

  public synchronized void underItsMonitor(Runnable callback) {
    callback.run();
  }

  public Object freely(Supplier<?> callback) {
    return callback.get();
  }

  /** The same, but what is called under the monitor has no name. */
  public static class ByHandle {
    public synchronized IntSupplier underItsMonitor(int number) {
      return () -> number;
    }
  }

  /** Stands above while {@link Calling} holds its monitor. */
  public static class Running implements Runnable {
    @Override
    public void run() {
      Thread.onSpinWait();
    }
  }

  /** Stands above while nothing is held. */
  public static class Getting implements Supplier<Object> {
    @Override
    public Object get() {
      return String.valueOf(1);
    }
  }

  /** Can't be what runs below another frame: its {@code run} calls nothing. */
  public static class Leaf implements Runnable, Supplier<Object> {
    @Override
    public void run() {}

    @Override
    public Object get() {
      return String.valueOf(2);
    }
  }
}
