package dev.aos.core.rules;

import java.time.Duration;
import java.util.Optional;

/**
 * What is reported, and where.
 *
 * @param file where the whole report goes on exit, if anywhere
 * @param stuckAfter how long a handler may be suspended before that is reported; zero = for ever
 */
public record ReportSettings(Optional<String> file, Duration stuckAfter) {

  /** How long a handler may be suspended if the rules say nothing. */
  public static final Duration DEFAULT_STUCK_AFTER = Duration.ofSeconds(30);

  /** What holds if the rules say nothing. */
  public static final ReportSettings NONE =
      new ReportSettings(Optional.empty(), DEFAULT_STUCK_AFTER);
}
