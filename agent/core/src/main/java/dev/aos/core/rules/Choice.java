package dev.aos.core.rules;

import java.util.List;

/**
 * The words that a key may have for its value.
 *
 * @param supported all of them
 */
record Choice(List<String> supported) {

  static Choice of(String... supported) {
    return new Choice(List.of(supported));
  }
}
