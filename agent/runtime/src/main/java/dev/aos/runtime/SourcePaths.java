package dev.aos.runtime;

import java.util.Optional;

/**
 * What is done to the source of a lane's events while its handler is suspended.
 *
 * @param reading whether the source is being read
 * @param pause stops reading the source
 * @param putBack makes {@code reading} true again without reading anything yet
 * @param resumeReading starts reading it again
 */
public record SourcePaths(
    Optional<Path> reading,
    Optional<Path> pause,
    Optional<Path> putBack,
    Optional<Path> resumeReading) {

  /** A source that can't be paused, or needs no pausing. */
  public static final SourcePaths NONE =
      new SourcePaths(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
