package dev.aos.demo.load;

import java.time.Duration;

/** Hears a few times each second how far a load is. */
@FunctionalInterface
public interface LoadListener {
  /** Says how long a load runs, and how many answers it got. */
  void onProgress(Duration elapsed, long answers);
}
