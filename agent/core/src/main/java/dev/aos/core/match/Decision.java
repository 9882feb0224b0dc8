package dev.aos.core.match;

import dev.aos.core.rules.KeepRule;
import dev.aos.core.rules.OffloadRule;

/** What the rules say of one call. */
public sealed interface Decision {

  /**
   * The call is rewritten.
   *
   * @param rule the first rule that matches
   */
  record Weave(OffloadRule rule) implements Decision {}

  /**
   * The call is listed in the report, and left as it is.
   *
   * @param rule the first rule that matches
   */
  record Listed(OffloadRule rule) implements Decision {}

  /**
   * A rule matches, but the call is kept.
   *
   * @param keep what keeps it
   * @param rule the first rule that matches
   */
  record Kept(KeepRule keep, OffloadRule rule) implements Decision {}

  /**
   * A rule matches, but the call can't or need not be dispatched.
   *
   * @param rule the first rule that matches
   * @param reason why, for the report
   */
  record Skipped(OffloadRule rule, String reason) implements Decision {}

  /** No rule means the call, or the first that does is switched off. */
  record NoRule() implements Decision {}
}
