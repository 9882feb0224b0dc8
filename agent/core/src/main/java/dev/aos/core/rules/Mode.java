package dev.aos.core.rules;

/** What a rule does with the calls that it matches. */
public enum Mode {
  /** Rewrite and dispatch. */
  OFFLOAD,
  /** Rewrite, run directly and count. */
  COUNT,
  /** Leave the call site as it is and list it in the report. */
  REPORT,
  /** As if the rule were not there, but the calls it matches are not offered to later rules. */
  OFF
}
