package dev.aos.core.rules;

import java.util.List;

/**
 * The words that a key may have for its value.
 *
 * @param supported those that work
 * @param later those that the design knows and this version doesn't do yet; leaving them out
 *     silently would weaken a promise
 */
record Choice(List<String> supported, List<String> later) {

  static Choice of(String... supported) {
    return new Choice(List.of(supported), List.of());
  }

  Choice later(String... words) {
    return new Choice(supported, List.of(words));
  }
}
