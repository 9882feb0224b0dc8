package com.acme.held;

/** Something that code calls; what the code says it holds is to be found in its class file. */
public interface Probe {

  /** Called while a lock is held. */
  void locked();

  /** Called while a monitor is held, and no lock. */
  void monitored();

  /** Called while nothing is held. */
  void free();
}
