package dev.aos.runtime;

/**
 * Which dispatched calls of one loop a site's calls never overlap.
 *
 * @param kind which ones
 * @param rule where the rule stands, {@code aos.yaml:9:5}
 */
public record OrderSettings(Kind kind, String rule) {

  /** Which calls never overlap. */
  public enum Kind {
    /** Any calls may overlap. */
    NONE,
    /** Those on one receiver don't, unless its type is known to be thread-safe. */
    STATEFUL_RECEIVER,
    /** Those on one receiver don't. */
    RECEIVER,
    /** Those of one rule don't. */
    RULE
  }

  /** Any calls may overlap. */
  public static OrderSettings none() {
    return new OrderSettings(Kind.NONE, "");
  }
}
