package dev.aos.core.match;

/** The answer to a question about classes some of which may be missing. */
public enum Answer {
  /** It is so. */
  YES,
  /** It is not so. */
  NO,
  /** A class that would decide it can't be found, or can't be read. */
  UNKNOWN
}
