package dev.aos.core.rules;

/** Matches names against a pattern in which {@code *} stands for any characters but a dot. */
final class Wildcard {

  private Wildcard() {
    // no instances
  }

  /** Whether the pattern matches the whole text. */
  static boolean matches(String pattern, String text) {
    return matches(pattern, text, text.length());
  }

  /**
   * Whether the pattern matches the text's first characters.
   *
   * @param length how many characters of the text count
   */
  static boolean matches(String pattern, String text, int length) {
    int at = 0;
    int next = 0;
    int star = -1;
    int afterStar = 0;
    while (at < length) {
      if (next < pattern.length() && pattern.charAt(next) == '*') {
        star = next++;
        afterStar = at;
      } else if (next < pattern.length() && pattern.charAt(next) == text.charAt(at)) {
        next++;
        at++;
      } else if (star >= 0 && text.charAt(afterStar) != '.') {
        // Let the last star take one character more. Earlier stars need no second try: whatever
        // they could take instead, the last one can take too, or a dot stands between them.
        next = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (next < pattern.length() && pattern.charAt(next) == '*') {
      next++;
    }
    return next == pattern.length();
  }
}
