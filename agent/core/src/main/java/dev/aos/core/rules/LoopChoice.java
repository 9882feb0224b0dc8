package dev.aos.core.rules;

/** The {@code loop:} key of an event-loop entry: which loop runs the handlers of its classes. */
public sealed interface LoopChoice {

  /**
   * {@code auto}: every bundled definition whose classes exist; the entry on the thread decides.
   */
  record Auto() implements LoopChoice {}

  /** {@code none}: no entry; a call is dispatched and awaited on whatever thread makes it. */
  record None() implements LoopChoice {}

  /**
   * One definition by name.
   *
   * @param name a bundled definition's name
   */
  record Named(String name) implements LoopChoice {}
}
