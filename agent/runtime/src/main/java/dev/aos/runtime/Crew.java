package dev.aos.runtime;

import java.util.function.Consumer;

/** The threads that do a pool's work. */
interface Crew {

  /** Sees to it that somebody comes for what is in the queue. Any thread; never blocks. */
  void callWorker();

  /** Lets the threads end when all is done. What still comes is done too. */
  void retire();

  /** Lets them live again as long as the settings say. */
  void reinstate();

  /** How many threads there are. */
  int threads();

  /** Tells the calls that they run now. Any thread. */
  void running(Consumer<OffloadedCall> each);
}
