package dev.aos.core.rules;

import java.util.List;

/** The {@code loop:} key of an event-loop entry: which loop runs the handlers of its classes. */
public sealed interface LoopChoice {

  /**
   * {@code auto}: every bundled definition whose classes exist; the entry on the thread decides.
   */
  record Auto() implements LoopChoice {}

  /** {@code none}: no entry; a call is dispatched and awaited on whatever thread makes it. */
  record None() implements LoopChoice {}

  /**
   * One definition by name, with those it is built on.
   *
   * @param name the definition's name, the file's own or a bundled one
   * @param builtOn the names of the definitions that it takes along ({@code built-on:})
   */
  record Named(String name, List<String> builtOn) implements LoopChoice {
    /** Whether a definition is meant. */
    public boolean means(String loop) {
      return loop.equals(name) || builtOn.contains(loop);
    }
  }
}
