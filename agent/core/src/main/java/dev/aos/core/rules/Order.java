package dev.aos.core.rules;

/** Which dispatched calls of one event loop never overlap: the setting {@code order}. */
public enum Order {
  /** As the call asks for: {@link #RECEIVER} for instance calls, with exceptions. */
  AUTO,
  /** Those on one receiver. */
  RECEIVER,
  /** Any may overlap. */
  NONE,
  /** All of the rule. */
  RULE
}
