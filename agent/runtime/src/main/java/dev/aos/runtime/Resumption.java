package dev.aos.runtime;

import java.util.concurrent.RejectedExecutionException;

/** The task on the loop's queue that carries on with a suspended handler. Never an entry itself. */
final class Resumption implements Runnable {

  private final Activation activation;
  private final Suspension from;

  /**
   * @param activation what is carried on
   * @param from what it has waited for
   */
  Resumption(Activation activation, Suspension from) {
    this.activation = activation;
    this.from = from;
  }

  boolean isFrom(Suspension suspension) {
    return from == suspension;
  }

  @Override
  public void run() {
    if (activation.lane().loop().isElsewhere()) {
      // The JIT may keep the current thread in a register of the suspended frames.
      Incidents.report(
          "a handler was to be resumed on "
              + Thread.currentThread().getName()
              + ", which is not the thread on which it was suspended: its executor must have one"
              + " thread");
      activation.rescue(this, new IllegalStateException("not the loop's thread"));
    } else {
      activation.resumeFrom(from);
    }
  }

  /** What is done instead if the loop takes no more tasks, on a thread of its own. */
  Runnable rescue(Throwable refused) {
    return new Rescue(activation, from, refused);
  }

  /** Finishes the handler with an exception, so that its finally blocks run. */
  private record Rescue(Activation activation, Suspension from, Throwable cause)
      implements Runnable {

    @Override
    public void run() {
      Incidents.report(
          "an event loop was shut down under a suspended handler, which was finished with a"
              + " RejectedExecutionException: "
              + from);
      activation.finishWith(
          new RejectedExecutionException(
              "[aos] the event loop was shut down while its handler waited for " + from, cause),
          from);
    }
  }
}
