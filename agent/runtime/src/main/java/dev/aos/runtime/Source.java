package dev.aos.runtime;

/** What a lane's events come from, to be read or not. */
interface Source {

  /**
   * Stops reading.
   *
   * @return whether it was being read and is not any more; only then it is to be resumed
   */
  boolean pause();

  /** Work that starts reading again. */
  Work resumption();
}
