package dev.aos.runtime;

import java.util.Optional;

/** Reads class files; core does it, which has the means. */
public interface HoldingCodeReader {

  /**
   * Where the code of a class holds something. Called on a thread of AOS's own; may take its time.
   */
  HoldingCode read(Class<?> type);

  /**
   * The same for a class that was woven, whose code was looked at then; empty for any other. Called
   * on event loops, once for a class.
   */
  Optional<HoldingCode> ofWoven(Class<?> type);

  /**
   * Whether the locks that a class takes are a loop's own, held for the loop's life. Called on
   * event loops, once for a class.
   */
  boolean isLoopsOwn(String className);
}
