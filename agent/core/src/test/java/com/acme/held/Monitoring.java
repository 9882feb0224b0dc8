package com.acme.held;

/** Ways to hold monitors. */
public class Monitoring {

  private final Object monitor = new Object();

  public void block(Probe probe) {
    probe.free();
    synchronized (monitor) {
      probe.monitored();
    }
    probe.free();
  }

  public synchronized void method(Probe probe) {
    probe.monitored();
  }

  public void nested(Probe probe) {
    synchronized (monitor) {
      synchronized (probe) {
        probe.monitored();
      }
      probe.monitored();
    }
    probe.free();
  }

  public void afterAnException(Probe probe) {
    try {
      synchronized (monitor) {
        probe.monitored();
        throw new IllegalStateException();
      }
    } catch (IllegalStateException expected) {
      probe.free();
    }
  }

  public void inALambda(Probe probe) {
    Runnable body =
        () -> {
          synchronized (monitor) {
            probe.monitored();
          }
          probe.free();
        };
    body.run();
  }
}
