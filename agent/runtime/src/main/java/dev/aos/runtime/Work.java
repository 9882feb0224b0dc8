package dev.aos.runtime;

/** Something that runs in a lane: an event, a throwable on its way, a read request. */
interface Work {

  /**
   * Runs inside the lane's continuation; may suspend.
   *
   * @param activation the continuation it runs in
   */
  void run(Activation activation) throws Throwable;

  /**
   * Takes what left {@link #run} when nobody waits for it any more: after a suspension, or when the
   * work had been queued.
   *
   * @return work that passes the throwable on
   */
  Work failure(Throwable thrown);

  /** Looks for thread state that nothing carries, where the work is an entry's. */
  default StateAudit audit() {
    return StateAudit.NONE;
  }
}
