package dev.aos.demo.load;

import java.time.Duration;

/** Hears a few times each second how far a load is. */
@FunctionalInterface
interface LoadListener {
  void onProgress(Duration elapsed, long answers);
}
