package dev.aos.runtime;

/**
 * What a lane's events come from, to be read or not. Asked with the lane's key: the event that it
 * came with may be over, and what it held recycled.
 */
interface Source {

  /**
   * Whether nothing is read before a further event of the source begins to run. Then it need not be
   * paused before that event comes and has to wait: most clients wait for their answer first.
   */
  boolean readsWhenCalled();

  /**
   * Stops reading.
   *
   * @return whether it was being read and is not any more; only then it is to be resumed
   */
  boolean pause(Object laneKey);

  /**
   * Lets the handler find what it had left, before it goes on: the source looks as if it were being
   * read. It is not yet.
   */
  void putBack(Object laneKey);

  /**
   * Whether reading is to go on after a pause, now that all the lane's work is done: not if the
   * application has paused the source itself meanwhile.
   */
  boolean isToBeRead(Object laneKey);

  /** Work that starts reading again. */
  Work resumption();
}
